/**
 * The report for one data subject: every access to their data and every disclosure of it, with the
 * findings, as JSON, as a table and as a document to be sent.
 *
 * <p>{@link io.clausewatch.subjects.ReportRoutes} reads what is asked for; {@link
 * io.clausewatch.subjects.ReportContents} goes through the trail and the findings, a page at a
 * time; a {@link io.clausewatch.subjects.ReportFile} writes each as it comes. However much there
 * is, a page of it is held, and nothing is left out.
 *
 * <p>The data subject's own id stands in the request and in the file, and nowhere else.
 */
package io.clausewatch.subjects;
