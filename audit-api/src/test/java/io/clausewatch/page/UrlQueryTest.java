package io.clausewatch.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clausewatch.http.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UrlQueryTest {

  private static UrlQuery query(String... namesAndValues) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], List.of(namesAndValues[i + 1].split(",", -1)));
    }
    return new UrlQuery(values);
  }

  @Test
  void whatWasNotFilledInIsLeftOut() {
    assertThat(query("q", " ", "policyId", "", "status", "OPEN,").on("/"))
        .isEqualTo("/?status=OPEN");
    assertThat(query("q", "").on("/")).isEqualTo("/");
  }

  @Test
  void whatWasTypedIsLeftAsItIs() {
    assertThat(query("subjectId", " person 7 ").all("subjectId")).containsExactly(" person 7 ");
    assertThat(query("actorId", " kim").on("/")).isEqualTo("/?actorId=+kim");
  }

  @Test
  void aUrlIsReadBack() {
    UrlQuery query = query("q", "a&b=c \"영장\"?#<", "severity", "HIGH,LOW");
    assertThat(UrlQuery.of(query.on("/findings"))).isEqualTo(query);
    assertThat(UrlQuery.of("/findings").values()).isEmpty();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> UrlQuery.of("/findings?q=%zz"));
  }

  @Test
  void aValueIsAddedWhereThereIsNone() {
    assertThat(query("q", "a").unlessGiven("limit", "50").on("/")).isEqualTo("/?q=a&limit=50");
    assertThat(query("limit", "7").unlessGiven("limit", "50").on("/")).isEqualTo("/?limit=7");
  }

  @Test
  void valuesAreEncoded() {
    assertThat(query("q", "a&b=c \"영장\"?#<").on("/"))
        .isEqualTo("/?q=a%26b%3Dc+%22%EC%98%81%EC%9E%A5%22%3F%23%3C");
  }

  @Test
  void aValueIsToggled() {
    UrlQuery one = query("severity", "HIGH");
    assertThat(one.toggled("severity", "LOW").on("/")).isEqualTo("/?severity=HIGH&severity=LOW");
    assertThat(one.toggled("severity", "HIGH").on("/")).isEqualTo("/");
  }

  @Test
  void parametersAndValuesAreTakenAway() {
    UrlQuery query = query("a", "1", "b", "2", "c", "3,4");
    assertThat(query.without("a", "b").on("/")).isEqualTo("/?c=3&c=4");
    assertThat(query.withoutValue("c", "3").on("/")).isEqualTo("/?a=1&b=2&c=4");
    assertThat(query.with("a", "9").on("/")).isEqualTo("/?a=9&b=2&c=3&c=4");
  }

  @Test
  void onlyAValueThatIsAloneIsTheOnlyOne() {
    assertThat(query("a", "1").only("a")).hasValue("1");
    assertThat(query("a", "1,2").only("a")).isEmpty();
    assertThat(query().only("a")).isEmpty();
  }
}
