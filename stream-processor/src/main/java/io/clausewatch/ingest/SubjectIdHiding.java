package io.clausewatch.ingest;

/** How the subject ids of one event are taken out of its other fields. */
interface SubjectIdHiding {
  /** A free text with a ref in place of each id that occurs in it. */
  String inText(String text);

  /** The ref where a link to another record is one of the ids; any other link as it is. */
  String ofLink(String link);
}
