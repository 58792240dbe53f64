package io.clausewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.MessageChannel;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Store;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes two events one, and what makes them two. */
class ContentHashTest {
  private static final SubjectPseudonym PSEUDONYM =
      new SubjectPseudonym(Secret.of("a key of at least thirty-two characters"));
  private static final Instant AT = Instant.parse("2026-11-20T09:30:00Z");

  private final ContentHash hash = new ContentHash(PSEUDONYM);

  private static Access access() {
    return Access.newBuilder()
        .setEventId("e1")
        .setOccurredAt(AT)
        .setPolicyId("corner-shop")
        .setService("desk")
        .setSubjectIds(List.of("anna", "bela"))
        .setActor(new Actor("kim", ActorKind.STAFF, null, null, null))
        .setOperation(Operation.EXPORT)
        .setPurpose("analytics")
        .setDataCategories(List.of("name", "email"))
        .setExport(new Export("asked", null, 7L))
        .build();
  }

  private static Consent consent() {
    return Consent.newBuilder()
        .setEventId("e1")
        .setOccurredAt(AT)
        .setPolicyId("corner-shop")
        .setService("desk")
        .setSubjectId("anna")
        .setAction(ConsentAction.GRANTED)
        .setPurposes(List.of("analytics", "direct-marketing"))
        .setChannels(List.of(MessageChannel.SMS, MessageChannel.EMAIL))
        .build();
  }

  @Property(seed = "20261130")
  void theOrderOfAListSaysNothing(
      @ForAll @Size(min = 1, max = 20) Set<String> ids, @ForAll Random random) {
    Access one = access();
    one.setSubjectIds(List.copyOf(ids));
    Access other = access();
    List<String> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, random);
    other.setSubjectIds(shuffled);
    other.setDataCategories(List.of("email", "name"));

    assertThat(hash.of(other)).isEqualTo(hash.of(one));
  }

  @Property(seed = "20261130")
  void listsThatHoldOthersDiffer(
      @ForAll @Size(max = 5) Set<String> ids, @ForAll @Size(max = 5) Set<String> others) {
    Access one = access();
    one.setSubjectIds(List.copyOf(ids));
    Access other = access();
    other.setSubjectIds(List.copyOf(others));

    if (composed(ids).equals(composed(others))) {
      assertThat(hash.of(other)).isEqualTo(hash.of(one));
    } else {
      assertThat(hash.of(other)).isNotEqualTo(hash.of(one));
    }
  }

  private static Set<String> composed(Set<String> texts) {
    Set<String> composed = new TreeSet<>();
    texts.forEach(text -> composed.add(Normalizer.normalize(text, Normalizer.Form.NFC)));
    return composed;
  }

  @Property(seed = "20261130")
  void theFormOfTextSaysNothing(@ForAll String text) {
    Access one = access();
    one.getExport().setReason(Normalizer.normalize(text, Normalizer.Form.NFC));
    Access other = access();
    other.getExport().setReason(Normalizer.normalize(text, Normalizer.Form.NFD));

    assertThat(hash.of(other)).isEqualTo(hash.of(one));
  }

  @Test
  void theOrderOfAttributesSaysNothing() {
    Map<String, String> forward = new LinkedHashMap<>();
    Map<String, String> backward = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      forward.put("attribute" + i, "x");
      backward.put("attribute" + (8 - i), "x");
    }
    assertThat(hash.of(subject(backward))).isEqualTo(hash.of(subject(forward)));
    assertThat(hash.of(subject(Map.of("attribute0", "x")))).isNotEqualTo(hash.of(subject(forward)));
  }

  private static Subject subject(Map<String, String> attributes) {
    return Subject.newBuilder()
        .setEventId("e1")
        .setOccurredAt(AT)
        .setPolicyId("corner-shop")
        .setService("desk")
        .setSubjectId("anna")
        .setChange(SubjectChange.REGISTERED)
        .setAttributes(attributes)
        .build();
  }

  /** A field that an older schema lacked, or a newer one has more, makes no other event. */
  @Test
  void theSchemaOfTheWriterSaysNothing() throws IOException {
    Access event = access();
    Schema known = event.getSchema();
    List<Schema.Field> older =
        known.getFields().stream().filter(field -> !field.name().equals("store")).toList();
    Schema.Field more =
        new Schema.Field(
            "more", SchemaBuilder.nullable().stringType(), null, Schema.Field.NULL_DEFAULT_VALUE);
    List<Schema.Field> newer = Stream.concat(Stream.of(more), known.getFields().stream()).toList();

    assertThat(hash.of(writtenUnder(older, event))).isEqualTo(hash.of(event));
    assertThat(hash.of(writtenUnder(newer, event))).isEqualTo(hash.of(event));
  }

  private static SpecificRecord writtenUnder(List<Schema.Field> fields, Access event)
      throws IOException {
    Schema known = event.getSchema();
    Schema writer =
        Schema.createRecord(
            known.getName(),
            null,
            known.getNamespace(),
            false,
            fields.stream().map(field -> new Schema.Field(field, field.schema())).toList());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    GenericData data = event.getSpecificData();
    GenericRecord generic = new GenericData.Record(writer);
    for (Schema.Field field : fields) {
      Schema.Field same = known.getField(field.name());
      generic.put(field.name(), same == null ? null : event.get(same.pos()));
    }
    new GenericDatumWriter<GenericRecord>(writer, data).write(generic, encoder);
    encoder.flush();
    return new SpecificDatumReader<Access>(writer, known, event.getSpecificData())
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  /** What version 1.1 of the contract added is as good as not there where nobody fills it. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOLLOW_UP") // came with that version
  void whatWasAddedSaysNothingUntilItIsFilled(EventKind kind) throws IOException {
    SpecificRecord event = StringFields.full(kind.schema());
    byte[] filled = hash.of(event);
    boolean added = empty(event);
    Schema before = LegacyContentHash.asOf010(kind.schema());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<SpecificRecord>(before, ((SpecificRecordBase) event).getSpecificData())
        .write(event, encoder);
    encoder.flush();
    GenericRecord as010 =
        new GenericDatumReader<GenericRecord>(before)
            .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));

    assertThat(content(event)).isEqualTo(content(as010));
    if (added) {
      assertThat(hash.of(event)).isNotEqualTo(filled);
    }
  }

  /** Empties what was added; tells whether there was anything. */
  private static boolean empty(IndexedRecord record) {
    boolean added = false;
    for (Schema.Field field : record.getSchema().getFields()) {
      if (field.getProp(LegacyContentHash.SINCE) != null) {
        record.put(field.pos(), SpecificData.get().getDefaultValue(field));
        added = true;
      } else if (record.get(field.pos()) instanceof IndexedRecord part) {
        added |= empty(part);
      }
    }
    return added;
  }

  private static byte[] content(IndexedRecord event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new ContentEncoder().write(event, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  static Stream<Consumer<Access>> changes() {
    return Stream.of(
        event -> event.setEventId("e2"),
        event -> event.setOccurredAt(AT.plusMillis(1)),
        event -> event.setPolicyId("other-shop"),
        event -> event.setService("other-desk"),
        event -> event.setSubjectIds(List.of("anna")),
        event -> event.setSubjectIds(List.of("annabela")),
        event -> event.getActor().setId("lee"),
        event -> event.getActor().setKind(ActorKind.SYSTEM),
        event -> event.getActor().setProcessorId("p"),
        event -> event.getActor().setSourceIp("p"),
        event -> event.setOperation(Operation.READ),
        event -> event.setPurpose("audit"),
        event -> event.setDataCategories(List.of("name")),
        event -> event.setStore(Store.ARCHIVE),
        event -> event.setExport(null),
        event -> event.getExport().setReason("askec"),
        event -> event.getExport().setReason(null),
        event -> event.getExport().setApprovedBy("asked"),
        event -> event.getExport().setRecordCount(8));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whateverElseChangesMakesAnotherEvent(Consumer<Access> change) {
    Access changed = access();
    change.accept(changed);

    assertThat(hash.of(changed)).isNotEqualTo(hash.of(access()));
  }

  @Test
  void theSameFieldsInAnotherKindMakeAnotherEvent() {
    Consent granted = consent();
    Consent withdrawn = consent();
    withdrawn.setAction(ConsentAction.WITHDRAWN);
    Consent byGuardian = consent();
    byGuardian.setGivenBy(ConsentGiver.GUARDIAN);

    assertThat(hash.of(withdrawn)).isNotEqualTo(hash.of(granted));
    assertThat(hash.of(byGuardian)).isNotEqualTo(hash.of(granted));
    assertThat(hash.of(granted)).isNotEqualTo(hash.of(access()));
  }

  /** It stands in stores: another value would make a conflict of every retry. */
  @Test
  void itStaysWhatItIs() {
    assertThat(HexFormat.of().formatHex(hash.of(access())))
        .isEqualTo("02af2ae3ffd5e6ab3aa8b017cb6afb3d94");
  }
}
