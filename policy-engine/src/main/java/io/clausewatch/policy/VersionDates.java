package io.clausewatch.policy;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * From when each version of a policy is in force: of two that are from one instant, or from the
 * beginning, only one could ever judge.
 */
final class VersionDates {

  private final Map<Instant, String> byDate = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /** Notes what is wrong with the next version of a file. */
  void check(YamlMap file, PolicyVersion version) {
    String other = byDate.get(version.effectiveFrom());
    if (!names.add(version.version())) {
      file.faultAt(
          "version",
          "an earlier version of this file is called '"
              + version.version()
              + "' too: findings are told by it, so give this one a name of its own");
    }
    if (version.effectiveFrom() == null && !file.has("effectiveFrom") && names.size() > 1) {
      file.faultAt(
          "version",
          "'effectiveFrom' is missing: only the first version of a file may leave it out. Write the"
              + " day from which '"
              + version.version()
              + "' is in force, as in effectiveFrom: \"2024-01-01\"");
    } else if (version.effectiveFrom() != null && other != null) {
      file.faultAt(
          "effectiveFrom",
          "the version '"
              + other
              + "' is in force from the same day, so that one of them would never judge: write the"
              + " day on which '"
              + version.version()
              + "' took its place");
    }
    byDate.putIfAbsent(version.effectiveFrom(), version.version());
  }
}
