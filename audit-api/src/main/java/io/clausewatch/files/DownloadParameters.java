package io.clausewatch.files;

import io.clausewatch.contract.Fault;
import io.clausewatch.http.CodePoints;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads what a download is asked for with, besides what it holds: its reason, its format and the
 * like. Faults are collected, and thrown together with those of the search.
 */
public final class DownloadParameters {
  /** The longest reason, in code points. */
  public static final int MAX_REASON = 1000;

  private static final String REASON = "reason";

  private final Map<String, List<String>> left;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * Of a request.
   *
   * @param given each parameter's values, decoded
   */
  public DownloadParameters(Map<String, List<String>> given) {
    left = new LinkedHashMap<>(given);
  }

  /**
   * Why somebody wants the file: a line of text that is not blank. Its value appears in no fault.
   */
  public String reason() {
    String reason = single(REASON, "").strip();
    String expected = "1 to " + MAX_REASON + " characters that say why";
    if (reason.isEmpty()) {
      faults.add(new Fault(REASON, expected, "none"));
    } else if (CodePoints.count(reason) > MAX_REASON) {
      faults.add(new Fault(REASON, expected, CodePoints.count(reason) + " characters"));
    } else if (reason.chars().anyMatch(Character::isISOControl)) {
      faults.add(new Fault(REASON, "one line of text", "control characters"));
    }
    return reason;
  }

  /**
   * One of some symbols.
   *
   * @param name the parameter
   * @param symbols what it may be; the first when it is not given
   */
  public String oneOf(String name, List<String> symbols) {
    String chosen = single(name, symbols.getFirst());
    if (!symbols.contains(chosen)) {
      faults.add(new Fault(name, "one of " + String.join(", ", symbols), "another one"));
    }
    return chosen;
  }

  /** Refuses parameters that make sense in a search and not here. */
  public void refuse(String why, String... names) {
    for (String name : names) {
      if (left.remove(name) != null) {
        faults.add(new Fault(name, "none (" + why + ")", "one"));
      }
    }
  }

  private String single(String name, String unlessGiven) {
    List<String> values = left.remove(name);
    if (values == null || values.isEmpty()) {
      return unlessGiven;
    }
    if (values.size() > 1) {
      faults.add(KnownParameters.repeated(name, values));
    }
    return values.getFirst();
  }

  /**
   * Reads the parameters that are left.
   *
   * @param search throws {@link InvalidRequestException} when something is wrong with them
   * @throws InvalidRequestException with every fault of the request
   */
  public <T> T others(Function<Map<String, List<String>>, T> search) {
    T read = null;
    try {
      read = search.apply(left);
    } catch (InvalidRequestException e) {
      faults.addAll(e.faults());
    }
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return read;
  }
}
