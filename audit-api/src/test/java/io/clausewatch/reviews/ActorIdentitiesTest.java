package io.clausewatch.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorIdentitiesTest {
  private static final String REF_OF_KIM = "a".repeat(32);
  private static final String REF_OF_LEE = "b".repeat(32);
  private static final String REF_OF_NOBODY = "c".repeat(32);

  private static String pseudonym(String id) {
    return switch (id) {
      case "kim" -> REF_OF_KIM;
      case "lee" -> REF_OF_LEE;
      default -> "ref of " + id;
    };
  }

  @Test
  void whoActsUnderTheirHashIsTheSamePerson() {
    ActorIdentities people =
        ActorIdentities.of(
            List.of("kim", REF_OF_KIM, REF_OF_LEE, REF_OF_NOBODY),
            List.of("lee"),
            ActorIdentitiesTest::pseudonym);
    assertThat(people.person(REF_OF_KIM)).isEqualTo("kim");
    assertThat(people.actorIds("kim")).isEqualTo(Set.of("kim", REF_OF_KIM));
    assertThat(people.haveSeveralIds()).isTrue();
    assertThat(people.person(REF_OF_LEE)).as("known from the register").isEqualTo("lee");
    assertThat(people.person(REF_OF_NOBODY)).isEqualTo(REF_OF_NOBODY);
    assertThat(people.behind(REF_OF_LEE)).isEqualTo("lee");
    assertThat(people.behind(REF_OF_NOBODY)).isEqualTo(REF_OF_NOBODY);
    assertThat(people.behind("d".repeat(32))).isNull();
    assertThat(people.refs()).contains(REF_OF_KIM, REF_OF_LEE, REF_OF_NOBODY);
  }
}
