package io.clausewatch.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorIdentitiesTest {
  private static final String REF_OF_KIM = "a".repeat(32);
  private static final String REF_OF_LEE = "b".repeat(32);
  private static final String REF_OF_NOBODY = "c".repeat(32);
  private static final String REF_OF_A_LATER_KEY = "e1." + "e".repeat(32);

  private static String pseudonym(String id) {
    return switch (id) {
      case "kim" -> REF_OF_KIM;
      case "lee" -> REF_OF_LEE;
      default -> "ref of " + id;
    };
  }

  @Test
  void whoActsUnderTheirHashIsTheSamePerson() {
    ActorIdentities identities =
        ActorIdentities.of(
            List.of("kim", REF_OF_KIM, REF_OF_LEE, REF_OF_NOBODY, REF_OF_A_LATER_KEY),
            List.of("lee"),
            ActorIdentitiesTest::pseudonym);
    assertThat(identities.person(REF_OF_KIM)).isEqualTo("kim");
    assertThat(identities.actorIds("kim")).isEqualTo(Set.of("kim", REF_OF_KIM));
    assertThat(identities.haveSeveralIds()).isTrue();
    assertThat(identities.person(REF_OF_LEE)).as("known from the register").isEqualTo("lee");
    assertThat(identities.person(REF_OF_NOBODY)).isEqualTo(REF_OF_NOBODY);
    assertThat(identities.behind(REF_OF_LEE)).isEqualTo("lee");
    assertThat(identities.behind(REF_OF_NOBODY)).isEqualTo(REF_OF_NOBODY);
    assertThat(identities.behind(REF_OF_A_LATER_KEY)).isEqualTo(REF_OF_A_LATER_KEY);
    assertThat(identities.behind("d".repeat(32))).isNull();
    assertThat(identities.refs()).contains(REF_OF_KIM, REF_OF_LEE, REF_OF_NOBODY);
  }
}
