package io.clausewatch.reviews;

import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What counts as unusual in a review.
 *
 * @param hours when the organisation works
 * @param exceptions by policy, where the hours are others
 * @param bulkExport how many records make an export a bulk export
 * @param frequent how many accesses to one person's data by one person in a month are many
 */
public record ReviewSettings(
    WorkingHours hours, Map<String, WorkingHours> exceptions, int bulkExport, int frequent) {

  private static final String FORM =
      "expected hours such as Mon-Fri 09:00-18:00 Asia/Seoul, and after a ; for a policy with other"
          + " hours <policy>=Mon-Fri 09:00-18:00 Asia/Singapore";

  /** Keeps a copy. */
  public ReviewSettings {
    exceptions = Map.copyOf(exceptions);
  }

  /** Those of the audit API's settings; faults are noted there. */
  public static ReviewSettings from(SettingsReader settings) {
    Map<String, WorkingHours> exceptions = new LinkedHashMap<>();
    WorkingHours hours = null;
    for (String part : settings.string(Setting.WORKING_HOURS).split(";", -1)) {
      int equals = part.indexOf('=');
      try {
        WorkingHours read = WorkingHours.parse(part.substring(equals + 1));
        if (equals >= 0) {
          exceptions.put(part.substring(0, equals).strip(), read);
        } else if (hours == null) {
          hours = read;
        } else {
          settings.fault(Setting.WORKING_HOURS, "has hours of no policy twice: " + FORM);
        }
      } catch (IllegalArgumentException e) {
        settings.fault(Setting.WORKING_HOURS, FORM + ": " + e.getMessage());
      }
    }
    if (hours == null) {
      if (!exceptions.isEmpty()) {
        settings.fault(Setting.WORKING_HOURS, "has no hours of all other policies: " + FORM);
      }
      hours = WorkingHours.parse("Mon-Fri 09:00-18:00 Asia/Seoul"); // never used, being a fault
    }
    return new ReviewSettings(
        hours,
        exceptions,
        settings.integer(Setting.BULK_EXPORT, 1, 1_000_000_000),
        settings.integer(Setting.FREQUENT_ACCESS, 2, 1_000_000));
  }

  /** The hours under a policy. */
  WorkingHours hours(String policyId) {
    return exceptions.getOrDefault(policyId, hours);
  }
}
