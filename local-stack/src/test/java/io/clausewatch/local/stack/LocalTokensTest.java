package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTokensTest {

  @TempDir Path folder;

  @Test
  void madeOnceAndKept() throws Exception {
    Path file = folder.resolve("tokens.properties");
    LocalTokens made = LocalTokens.openOrMake(file);

    assertThat(List.of(made.producer(), made.officer(), made.auditor(), made.admin()))
        .doesNotHaveDuplicates()
        .allMatch(token -> token.matches("[0-9a-f]{64}"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(LocalTokens.openOrMake(file)).isEqualTo(made);
    assertThat(LocalTokens.read(file)).isEqualTo(made);
    assertThat(made.toString()).doesNotContain(made.admin());
  }

  @Test
  void aRoleWithoutATokenIsAnError() throws Exception {
    Path file = folder.resolve("tokens.properties");
    Files.writeString(file, "producer=a\nofficer=b\nauditor=c\n");
    assertThatThrownBy(() -> LocalTokens.read(file))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("role admin");
    assertThatThrownBy(() -> LocalTokens.read(folder.resolve("none")))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("is not there");
  }
}
