package io.clausewatch.alertsender.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.Finding;
import java.net.URI;
import java.net.URLEncoder;

/**
 * Where people see on the pages what a message tells of.
 *
 * @param publicUrl where browsers reach the pages, without a slash at its end
 */
record FindingLinks(String publicUrl) {

  static FindingLinks at(URI publicUrl) {
    return new FindingLinks(withoutSlash(publicUrl));
  }

  /** An address to which a path can be added. */
  static String withoutSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** The page of a finding. */
  String of(Finding finding) {
    return publicUrl + "/findings/" + encoded(finding.getFindingId());
  }

  /** The page of all that a message tells of: as near as a search comes to it. */
  String of(AlertMessage message) {
    if (message.getFindings().isEmpty()) {
      return publicUrl + "/";
    }
    Finding first = message.getFindings().getFirst().getFinding();
    boolean oneClause =
        message.getFindings().stream()
            .allMatch(told -> told.getFinding().getClauseId().equals(first.getClauseId()));
    if (message.getCount() == 1) {
      return publicUrl + "/findings?eventId=" + encoded(first.getEventId());
    }
    return publicUrl
        + "/findings?status=OPEN"
        + (oneClause
            ? "&policyId="
                + encoded(first.getPolicyId())
                + "&clauseId="
                + encoded(first.getClauseId())
            : "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
