/**
 * Who was told of what: the messages to receivers, how the receivers are, and what is not told of
 * for a while. Their calls, and their page. What is sent, the alert sender sends; what people ask
 * of it goes there by Kafka.
 */
package io.clausewatch.alerts;
