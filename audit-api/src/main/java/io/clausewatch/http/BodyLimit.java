package io.clausewatch.http;

/**
 * How large the body of a request may be, by what the call makes of it. Known before the body is
 * read.
 *
 * @param mostBytes of the body, unpacked
 * @param unfolded bytes of memory that are taken for what is made of the body, whatever is in it
 * @param hint what whoever sends more is told
 */
public record BodyLimit(int mostBytes, int unfolded, String hint) {

  /** The forms that anybody may send: a token and an address. */
  static final BodyLimit ANONYMOUS = new BodyLimit(8 * 1024, 0, "A form of this kind is short.");

  /** The forms of pages; the largest names a thousand findings. */
  static final BodyLimit FORM = new BodyLimit(256 * 1024, 1024 * 1024, "Send a shorter form.");

  /** An object of {@link JsonBody}. */
  static final BodyLimit JSON = new BodyLimit(1_000_000, 2 * 1024 * 1024, "Send less at a time.");
}
