package io.clausewatch.local.stack;

/** Those whom the servers of a stack let in, each with a password of its own. */
enum ServerUser {
  /** Kafka itself, and whoever watches over it: alone at the controller. */
  KAFKA_BROKER("kafka.broker", "broker"),
  /** Our apps. */
  KAFKA_APPS("kafka.apps", "clausewatch"),
  /** Services that send events, and whoever looks into a topic. */
  KAFKA_CLIENT("kafka.client", "client"),

  /** Our apps. */
  REGISTRY_APPS("registry.apps", "clausewatch"),
  /** Services that send events. */
  REGISTRY_CLIENT("registry.client", "client"),

  /** Whoever watches over it. */
  ELASTICSEARCH_SUPERVISOR("elasticsearch.supervisor", "supervisor"),
  /** The one that writes the index. */
  ELASTICSEARCH_STREAM_PROCESSOR("elasticsearch.stream-processor", "stream-processor"),
  /** Reads it. */
  ELASTICSEARCH_AUDIT_API("elasticsearch.audit-api", "audit-api"),
  /** Reads it. */
  ELASTICSEARCH_ALERT_SENDER("elasticsearch.alert-sender", "alert-sender"),
  /** Whoever owns the data folder. */
  ELASTICSEARCH_OWNER("elasticsearch.owner", "owner");

  private final String key;
  private final String login;

  ServerUser(String key, String login) {
    this.key = key;
    this.login = login;
  }

  /** Its key in {@code passwords.properties}. */
  String key() {
    return key;
  }

  /** What its server calls it. */
  String login() {
    return login;
  }
}
