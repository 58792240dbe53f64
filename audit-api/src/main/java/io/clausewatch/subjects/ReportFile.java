package io.clausewatch.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** A report while it is written: begun with its cover, then the events, then the findings. */
sealed interface ReportFile permits JsonReport, CsvReport, PdfReport {

  /** Writes an access or a disclosure, in the form of {@link EntrySummary#event}. */
  void event(ObjectNode event) throws IOException;

  /** Writes a finding, as the API returns it; no event comes after one. */
  void finding(ObjectNode finding) throws IOException;

  /** Writes what is left, and flushes. */
  void end() throws IOException;
}
