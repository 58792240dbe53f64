package io.clausewatch.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.MessageChannel;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.RecipientKind;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuildersTest {
  private static final Instant NOW = Instant.parse("2026-01-20T09:30:00.250Z");
  private static final String SUBJECT = "member-4711";

  private static AccessEvent.OperationStep access(String... subjectIds) {
    return AccessEvent.builder()
        .eventId("e-1")
        .occurredAt(NOW)
        .policyId("sony-music-kr")
        .service("shop")
        .subjectIds(subjectIds)
        .actor(ActorBuilder.of("kim", ActorKind.STAFF));
  }

  @Test
  void anEventIsWhatWasSaid() {
    Event event =
        access(SUBJECT)
            .contact(MessageBuilder.of(MessageChannel.EMAIL).advertising(true))
            .purpose("marketing")
            .dataCategories("email")
            .build();
    Access record = event.access();
    assertThat(record.getOperation()).isEqualTo(Operation.CONTACT);
    assertThat(record.getMessage().getChannel()).isEqualTo(MessageChannel.EMAIL);
    assertThat(record.getMessage().getSenderNamed()).as("a default").isTrue();
    assertThat(record.getOccurredAt()).isEqualTo(NOW);
    assertThat(record.getSubjectIds()).containsExactly(SUBJECT);
    assertThat(record.getDataCategories()).containsExactly("email");
  }

  @Test
  void aBuilderMayBeUsedOnAndChangesNothingThatItMade() {
    AccessEvent.OptionalSteps builder = access(SUBJECT).read().purpose("marketing");
    Event first = builder.dataCategories("email").build();
    Event second = builder.dataCategories(List.of("phone")).build();
    assertThat(first.access().getDataCategories()).containsExactly("email");
    assertThat(second.access().getDataCategories()).containsExactly("phone");
  }

  @Test
  void buildTellsEveryFault() {
    InvalidEventException refused =
        catchThrowableOfType(
            InvalidEventException.class,
            () ->
                DisclosureEvent.builder()
                    .eventId(" ")
                    .occurredAt(Instant.parse("1980-01-01T00:00:00Z"))
                    .policyId(null)
                    .service("legal")
                    .subjectIds(SUBJECT, SUBJECT)
                    .actor(null)
                    .recipient(
                        RecipientBuilder.of("police", RecipientKind.UNKNOWN).country("Korea"))
                    .purpose("legal-compliance")
                    .legalBasis(LegalBasisBuilder.of(LegalBasisKind.LEGAL_PROCESS))
                    .build());
    assertThat(refused.faults())
        .extracting(fault -> fault.path())
        .containsExactlyInAnyOrder(
            "$.eventId",
            "$.occurredAt",
            "$.policyId",
            "$.subjectIds[1]",
            "$.actor",
            "$.recipient.kind",
            "$.recipient.country");
    assertThat(refused).hasMessageContaining("$.recipient.kind: expected ");
    assertThat(refused.getMessage()).doesNotContain(SUBJECT);
  }

  @Test
  void aDisclosureNamesItsSubjectsOrIsAggregated() {
    Event event =
        DisclosureEvent.builder()
            .eventId("e-1")
            .occurredAt(NOW)
            .policyId("sony-music-kr")
            .service("legal")
            .aggregated()
            .actor(ActorBuilder.of("kim", ActorKind.STAFF))
            .recipient(RecipientBuilder.of("public", RecipientKind.PUBLIC))
            .purpose("statistics")
            .legalBasis(LegalBasisBuilder.of(LegalBasisKind.NONE))
            .build();
    assertThat(event.disclosure().getAggregated()).isTrue();
    assertThat(event.subjectIds()).isEmpty();
  }

  @Test
  void nothingSaysTheIdOfADataSubject() {
    AccessEvent.OptionalSteps builder = access(SUBJECT).read().purpose("marketing");
    ActorBuilder actor = ActorBuilder.of(SUBJECT, ActorKind.SUBJECT);
    assertThat(builder.toString() + actor + builder.build()).doesNotContain(SUBJECT);
    assertThatThrownBy(() -> EventFormat.read("access", "{\"subjectIds\": 7, \"x\": \"" + SUBJECT))
        .isInstanceOf(IOException.class)
        .message()
        .doesNotContain(SUBJECT);
  }

  @Test
  void whatIsKeptIsReadAgainAlsoByAnotherVersion() throws IOException {
    Event event = access(SUBJECT).read().purpose("marketing").build();
    String kept = EventFormat.write(event);
    assertThat(EventFormat.read("access", kept)).isEqualTo(event);
    String ofTomorrow = kept.replaceFirst("\\{", "{\"tomorrow\": [1], ");
    assertThat(EventFormat.read("access", ofTomorrow)).isEqualTo(event);
  }

  /**
   * Goes through every step of a builder by reflection, once with what is required alone and once
   * with all that can be said: no field of the contract is out of reach.
   */
  @ParameterizedTest
  @EnumSource
  void everyFieldOfTheContractCanBeSaid(EventKind kind) throws Exception {
    Event least = event(kind, 0, false);
    assertThat(least.kind()).isEqualTo(kind);
    Collection<String> untouched = new TreeSet<>();
    List<IndexedRecord> seen = new ArrayList<>();
    for (int path = 0; path < 8; path++) { // each operation, each of two ways
      seen.add((IndexedRecord) event(kind, path, true).record());
    }
    for (Schema.Field field : kind.schema().getFields()) {
      if (seen.stream().allMatch(record -> isUntouched(record, field))) {
        untouched.add(field.name());
      }
    }
    assertThat(untouched).isEmpty();
    for (IndexedRecord record : seen) {
      assertWhole(record);
    }
  }

  /** Of a record within an event too. */
  private static void assertWhole(IndexedRecord record) {
    for (Schema.Field field : record.getSchema().getFields()) {
      if (record.get(field.pos()) instanceof IndexedRecord part) {
        assertThat(part.getSchema().getFields())
            .as(part.getSchema().getName())
            .noneMatch(inner -> isUntouched(part, inner));
        assertWhole(part);
      }
    }
  }

  private static boolean isUntouched(IndexedRecord record, Schema.Field field) {
    Object value = record.get(field.pos());
    if (!field.hasDefaultValue()) {
      return value == null;
    }
    Object fallback = SpecificData.get().getDefaultValue(field);
    return value == null || value.equals(fallback);
  }

  private static Event event(EventKind kind, int path, boolean whole) throws Exception {
    String name = kind.schema().getName();
    Class<?> start = Class.forName("io.clausewatch.producer." + name + "Event");
    Class<?> step = start.getMethod("builder").getReturnType();
    Object builder = start.getMethod("builder").invoke(null);
    while (!step.getSimpleName().equals("OptionalSteps")) {
      List<Method> ways = ways(step);
      // Nothing compiles that lacks what is required: only the last step has an end.
      assertThat(ways).extracting(Method::getName).doesNotContain("build");
      Method way = ways.get(path % ways.size());
      builder = call(way, builder);
      step = way.getReturnType();
    }
    if (whole) {
      for (Method way : ways(step)) {
        if (!way.getName().equals("build")) {
          builder = call(way, builder);
        }
      }
    }
    return (Event) step.getMethod("build").invoke(builder);
  }

  private static List<Method> ways(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  private static Object call(Method method, Object target) throws Exception {
    method.setAccessible(true); // the class behind the steps is private
    Class<?>[] types = method.getParameterTypes();
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = value(method, types[i]);
    }
    return method.invoke(target, values);
  }

  private static Object value(Method method, Class<?> type) throws Exception {
    if (type.isArray()) {
      Object array = java.lang.reflect.Array.newInstance(type.getComponentType(), 1);
      java.lang.reflect.Array.set(array, 0, value(method, type.getComponentType()));
      return array;
    }
    if (Collection.class.isAssignableFrom(type)) {
      // Of the same elements as the overload with an array.
      Method other =
          Arrays.stream(method.getDeclaringClass().getMethods())
              .filter(one -> one.getName().equals(method.getName()))
              .filter(one -> one.getParameterTypes()[0].isArray())
              .findFirst()
              .orElseThrow();
      return List.of(value(method, other.getParameterTypes()[0].getComponentType()));
    }
    if (type == String.class) {
      return method.getName().equals("country") ? "KR" : "text";
    }
    if (type == Instant.class) {
      return NOW;
    }
    if (type == LocalDate.class) {
      return LocalDate.of(2000, 1, 1);
    }
    if (type == boolean.class) {
      return !method.getName().equals("noticeGiven")
          && !method.getName().equals("senderNamed")
          && !method.getName().equals("identityVerified");
    }
    if (type == long.class) {
      return 7L;
    }
    if (type == Map.class) {
      return Map.of("memberType", "ARTIST");
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[2]; // the first is UNKNOWN, the second often the default
    }
    Method of =
        Arrays.stream(type.getMethods())
            .filter(one -> one.getName().equals("of"))
            .findFirst()
            .orElseThrow();
    Object part = call(of, null);
    for (Method way : ways(type)) {
      if (!Modifier.isStatic(way.getModifiers())) {
        part = call(way, part);
      }
    }
    return part;
  }
}
