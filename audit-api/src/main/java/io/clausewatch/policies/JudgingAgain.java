package io.clausewatch.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.PassCause;
import io.clausewatch.http.ApiJson;
import io.clausewatch.words.PageWords;
import java.time.Instant;

/**
 * That all events of a policy are being judged again.
 *
 * @param policyId the policy
 * @param controller who promises
 * @param since when it began
 * @param because why
 * @param share how much is through, from 0 to 1
 * @param judgedAgain how many events were judged again so far
 */
public record JudgingAgain(
    String policyId,
    String controller,
    Instant since,
    PassCause because,
    double share,
    long judgedAgain) {

  /** All of it in two sentences. What is not through is never said to be 100 %. */
  public String inWords(PageWords words) {
    return words.say(
        "judgingAgain." + because, words.date(since), words.time(since), (int) (share * 100));
  }

  /** As the API tells it of a policy. */
  public ObjectNode toJson() {
    return ApiJson.object()
        .put("since", since.toString())
        .put("because", because.name())
        .put("share", share)
        .put("judgedAgain", judgedAgain);
  }
}
