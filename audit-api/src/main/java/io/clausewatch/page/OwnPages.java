package io.clausewatch.page;

import java.util.regex.Pattern;

/** The addresses of pages of this server, where a browser may be sent. */
public final class OwnPages {

  /** None whose address does something by itself, such as an export. */
  private static final Pattern ADDRESS =
      Pattern.compile("/(?!v1/|sign-)(\\w[\\w/-]*)?(\\?[\\x21-\\x7e&&[^\\\\]]*)?");

  private OwnPages() {}

  /** Whether a URL, which may be any that somebody made up, is that of a page of ours. */
  public static boolean include(String url) {
    return ADDRESS.matcher(url).matches();
  }
}
