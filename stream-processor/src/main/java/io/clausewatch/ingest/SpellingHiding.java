package io.clausewatch.ingest;

import io.clausewatch.platform.privacy.SubjectIdText;
import io.clausewatch.platform.privacy.SubjectIdText.Window;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Hides an id in whatever spelling it stands, see {@link SubjectIdText}. */
final class SpellingHiding implements SubjectIdHiding {
  private static final Comparator<Window> LONGEST_FROM_THE_LEFT =
      Comparator.comparingInt(Window::start)
          .thenComparing(Comparator.comparingInt(Window::end).reversed());

  private final Map<String, String> refById;
  private final Map<String, String> refByForm = new HashMap<>();
  private final TreeSet<Integer> lengths = new TreeSet<>();

  /** Hides these ids. */
  SpellingHiding(Map<String, String> refById) {
    this.refById = refById;
    refById.forEach(
        (id, ref) -> {
          for (String form : SubjectIdText.of(id).forms()) {
            if (!form.isEmpty()) {
              refByForm.putIfAbsent(form, ref);
              lengths.add(form.codePointCount(0, form.length()));
            }
          }
        });
  }

  /**
   * A link in another spelling is replaced too: it would be the raw id in the index, and all events
   * that name the data subject have the same ref in its place.
   */
  @Override
  public String ofLink(String link) {
    String exact = refById.get(link);
    if (exact != null || refById.isEmpty()) {
      return exact == null ? link : exact;
    }
    for (String form : SubjectIdText.of(link).forms()) {
      String ref = refByForm.get(form);
      if (ref != null) {
        return ref;
      }
    }
    return link;
  }

  /** One pass over the text as it was, so that no id is looked for inside a ref. */
  @Override
  public String inText(String text) {
    String whole = refById.get(text);
    if (whole != null || refById.isEmpty()) {
      return whole == null ? text : whole;
    }
    SubjectIdText read = SubjectIdText.of(text);
    if (read.forms().stream().noneMatch(this::holdsAnId)) {
      return text; // as most do, and the windows are many
    }
    List<Window> found =
        lengths.stream()
            .flatMap(read::windows)
            .filter(window -> refByForm.containsKey(window.form()))
            .sorted(LONGEST_FROM_THE_LEFT)
            .toList();
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder hidden = new StringBuilder(text.length() + 32);
    int at = 0;
    for (Window window : found) {
      // What overlaps the one before is hidden to its own end.
      if (window.end() > at) {
        hidden.append(text, at, Math.max(at, window.start())).append(ref(text, window));
        at = window.end();
      }
    }
    return hidden.append(text, at, text.length()).toString();
  }

  private boolean holdsAnId(String form) {
    for (String id : refByForm.keySet()) {
      if (form.contains(id)) {
        return true;
      }
    }
    return false;
  }

  /** Two ids of one event may differ in their spelling alone. */
  private String ref(String text, Window window) {
    return refById.getOrDefault(
        text.substring(window.start(), window.end()), refByForm.get(window.form()));
  }
}
