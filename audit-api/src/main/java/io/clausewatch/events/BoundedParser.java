package io.clausewatch.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.http.MemoryBudget.Share;
import io.clausewatch.http.Problem;
import java.io.IOException;

/**
 * Reads events from JSON, each within bounds: a text of brackets unfolds to thirty times its
 * length. What is within them is taken from the request's share of the memory while it is read. For
 * one thread.
 */
final class BoundedParser extends JsonParserDelegate {

  /** The most values, names and brackets of one event; the largest of the contract has 3,000. */
  static final int MAX_TOKENS = 20_000;

  /** The most characters of one event: twice what its record may be. */
  static final int MAX_CHARACTERS = 4 * 1024 * 1024;

  /** What a token becomes in the record, or in its faults, about. */
  private static final int BYTES_A_TOKEN = 48;

  /** So that a batch of small events is counted as well, and none of them waits for that. */
  private static final int TOKENS_AT_A_TIME = 1_024;

  /** One value among others. */
  private static final ObjectReader VALUE =
      CloudEvents.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Share share;
  private final boolean large;
  private int events;
  private int tokens;
  private int notYetTaken;

  /**
   * Reads with another parser.
   *
   * @param length of the text in characters
   * @param share takes what the text unfolds to
   */
  BoundedParser(JsonParser parser, int length, Share share) {
    super(parser);
    this.share = share;
    this.large = length > MAX_CHARACTERS;
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    if (++tokens > MAX_TOKENS) {
      throw Problem.tooLarge(
              "An event takes at most %,d values, names and brackets of JSON; number %d has more."
                  .formatted(MAX_TOKENS, events))
          .exception();
    }
    if (++notYetTaken == TOKENS_AT_A_TIME) {
      share.take((long) TOKENS_AT_A_TIME * BYTES_A_TOKEN);
      notYetTaken = 0;
    }
    return token;
  }

  /** Goes to the next event, or what stands in its place; null at the end of the text. */
  JsonToken nextEvent() throws IOException {
    tokens = 0;
    return nextToken();
  }

  /**
   * The event that begins with the current token.
   *
   * @return null when it is longer than it may be
   * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON
   * @throws io.clausewatch.http.ProblemException 413 when there is more in it than may be: what it
   *     is part of cannot be read to its end within the same bounds
   * @throws io.clausewatch.http.MemoryBudget.ExhaustedException when there is no memory for it now
   */
  JsonNode event() throws IOException {
    long start = large ? delegate.currentTokenLocation().getCharOffset() : 0;
    JsonNode event = VALUE.readTree(this);
    events++;
    boolean tooLong = large && delegate.currentLocation().getCharOffset() - start > MAX_CHARACTERS;
    return tooLong ? null : event;
  }
}
