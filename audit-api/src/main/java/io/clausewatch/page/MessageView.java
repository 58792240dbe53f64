package io.clausewatch.page;

import java.util.List;

/**
 * A page that has nothing to show but a message.
 *
 * @param headline what is the matter
 * @param text what it means, and what to do
 * @param details each thing that is wrong; empty when the text says all
 * @param link what to do next, in words
 * @param url where that is done
 */
public record MessageView(
    String headline, String text, List<String> details, String link, String url) {
  /** Copies its list. */
  public MessageView {
    details = List.copyOf(details);
  }
}
