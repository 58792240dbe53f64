-- Events that were recorded and not acknowledged yet. An event is a JSON object with the raw ids of data subjects.
CREATE TABLE clausewatch_outbox (
  id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id    VARCHAR(256) NOT NULL,
  kind        VARCHAR(32)  NOT NULL,
  event       TEXT         NOT NULL,
  recorded_at BIGINT       NOT NULL, -- milliseconds since 1970-01-01 UTC, by the clock of the service
  refusal     TEXT                   -- why it was refused for what is in it; null while it is to be sent
);
