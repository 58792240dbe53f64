package io.clausewatch.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.EventKind;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaIdsTest {

  /** A registry takes another text for another schema, and would give it another id. */
  @ParameterizedTest
  @EnumSource
  void theTextIsThatOfTheVendorsClient(EventKind kind) {
    Object record = SpecificData.newInstance(kind.recordClass(), kind.schema());
    AvroSchema theirs = new AvroSchema(AvroSchemaUtils.getSchema(record, false, false, true));
    assertThat(SchemaIds.text(kind.schema())).isEqualTo(theirs.canonicalString());
  }
}
