package io.clausewatch.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.http.BearerTokens;
import io.clausewatch.policy.PolicyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditApiMainTest {

  @TempDir Path folder;

  @Test
  void itDoesNotStartWhereNobodysActsCouldBeRecorded() throws Exception {
    Path shipped = Path.of("..", "policies");
    Path document = Path.of("documents", "sony-music-us.txt");
    Files.createDirectory(folder.resolve("documents"));
    for (Path file :
        List.of(
            Path.of("vocabulary.yaml"),
            Path.of("shared.yaml"),
            Path.of("sony-music-us.yaml"),
            document)) {
      Files.copy(shipped.resolve(file), folder.resolve(file));
    }
    AuditApiSettings settings =
        AuditApiSettings.read(
            Map.of(
                "CLAUSEWATCH_SUBJECT_KEY",
                "0123456789abcdef0123456789abcdef",
                "CLAUSEWATCH_API_KEYS",
                "kim:officer:" + BearerTokens.sha256("officer-token-1234"),
                "CLAUSEWATCH_POLICIES",
                folder.toString()));
    assertThatThrownBy(() -> new AuditApiMain(settings))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("no policy has ownActs: true");
  }
}
