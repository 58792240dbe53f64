/**
 * Who is told of which finding, and how: the routes file, read and checked like a policy. It stands
 * behind the alert decisions on the path contract → ingest → judge → alert decisions → routes, and
 * sends nothing itself. {@link io.clausewatch.alertroutes.AlertRoutes} is the way in.
 */
package io.clausewatch.alertroutes;
