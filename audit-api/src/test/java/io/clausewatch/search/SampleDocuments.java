package io.clausewatch.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.readmodel.index.IndexedJson;

/** Documents as the index holds them. */
public final class SampleDocuments {
  private SampleDocuments() {}

  /** The JSON of an entry of the trail. */
  public static String json(TrailDocument entry) {
    return new String(IndexedJson.of(TrailDocument.CATALOG, entry), UTF_8);
  }
}
