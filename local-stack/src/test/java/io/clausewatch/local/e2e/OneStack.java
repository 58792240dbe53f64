package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One local stack for all end-to-end tests of a run: started by the first that asks, stopped after
 * the last. Its policies are those that the project ships and a sixth, which only these tests have.
 */
final class OneStack implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(OneStack.class);

  /** A running stack with what tests look into. */
  record Running(LocalStack stack, Path data, Door door) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      stack.close();
      delete(data);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Door.class || type == Running.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Running.class, key -> start(), Running.class);
    return parameter.getParameter().getType() == Door.class ? running.door() : running;
  }

  private static Running start() {
    try {
      Path data = Files.createTempDirectory("clausewatch-e2e");
      StackOptions options =
          StackOptions.defaults(StackOptions.findHome())
              .withData(data.resolve("stack"))
              .withPort(0)
              .withSettle(Duration.ofSeconds(5))
              .withSettings(Map.of("CLAUSEWATCH_POLICIES", policies(data).toString()));
      LocalStack stack = LocalStack.start(options, System.err::println);
      Door door =
          new Door(
              stack.url(), new Door.Tokens(stack.tokens().producer(), stack.tokens().officer()));
      return new Running(stack, data, door);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StackException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path policies(Path data) throws IOException, StackException {
    Path shipped = StackOptions.findHome().resolve("policies");
    Path copy = data.resolve("policies");
    for (Path from : files(shipped)) {
      Path to = copy.resolve(shipped.relativize(from).toString());
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    }
    Path sixth = StackOptions.findHome().resolve("local-stack/src/test/resources/sixth-policy");
    for (Path from : files(sixth)) {
      Files.copy(from, copy.resolve(sixth.relativize(from).toString()));
    }
    return copy;
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
