/** What events look like, for programs: JSON Schemas, Avro schemas, AsyncAPI. */
package io.clausewatch.schemas;
