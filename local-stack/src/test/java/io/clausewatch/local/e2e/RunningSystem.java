package io.clausewatch.local.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Clausewatch up and running, with what tests look into. */
interface RunningSystem extends AutoCloseable {

  /** The HTTP API. */
  Door door();

  /** A folder with {@code data/tokens.properties} in it. */
  Path workFolder();

  /** A folder with the logs of all its parts up to now. */
  Path logs() throws IOException;

  /** Where the stream processor tells of itself. */
  URI processor();

  /** Kafka's bootstrap servers. */
  String kafka();

  /** What Elasticsearch itself answers. */
  String elasticsearch(String path) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
