package io.clausewatch.subjects;

import io.clausewatch.readmodel.FindingDocument;
import java.io.IOException;

/** A report while it is written: begun with its cover, then the events, then the findings. */
sealed interface ReportFile permits JsonReport, CsvReport, PdfReport {

  /** Writes an access or a disclosure. */
  void event(ReportedEvent event) throws IOException;

  /** Writes a finding; no event comes after one. */
  void finding(FindingDocument finding) throws IOException;

  /** Writes what is left, and flushes. */
  void end() throws IOException;
}
