package io.clausewatch.local.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;

/**
 * One running system for all end-to-end tests of a run: started by the first that asks, stopped
 * after the last. Its policies are those that the project ships and a sixth, which only these tests
 * have.
 *
 * <p>The system property {@code clausewatch.servers} says what it runs on: {@code embedded}, or
 * {@code containers}. Without a Docker engine the latter says so loudly and runs nothing; where the
 * variable {@code CI} is set, it fails.
 */
final class OneSystem implements ParameterResolver, ExecutionCondition {

  private static final Namespace NAMESPACE = Namespace.create(OneSystem.class);
  private static final String LOUD = "#".repeat(100);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!onContainers() || DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.enabled("its servers can be started");
    }
    String sentence =
        "No Docker engine is reachable: " + context.getDisplayName() + " did NOT run on containers";
    if (System.getenv("CI") != null) {
      throw new IllegalStateException(sentence + ", and in CI it has to");
    }
    System.err.printf("%n%s%n%s%n%s%n%n", LOUD, sentence, LOUD);
    return ConditionEvaluationResult.disabled(sentence);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Door.class || type == RunningSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RunningSystem running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Attempt.class, key -> Attempt.make(), Attempt.class)
            .running();
    return parameter.getParameter().getType() == Door.class ? running.door() : running;
  }

  /**
   * What came of the one start: a system that could not be started is not started again for each
   * test.
   *
   * @param system what runs, or null
   * @param failure why nothing does, or null
   */
  private record Attempt(RunningSystem system, RuntimeException failure) implements AutoCloseable {

    static Attempt make() {
      try {
        return new Attempt(start(), null);
      } catch (IOException e) {
        return new Attempt(null, new UncheckedIOException(e));
      } catch (RuntimeException e) {
        return new Attempt(null, e);
      }
    }

    RunningSystem running() {
      if (failure != null) {
        throw new IllegalStateException("The system under test could not be started", failure);
      }
      return system;
    }

    @Override
    public void close() throws IOException {
      if (system != null) {
        system.close();
      }
    }
  }

  private static boolean onContainers() {
    return System.getProperty("clausewatch.servers", "embedded").equals("containers");
  }

  private static RunningSystem start() throws IOException {
    return onContainers()
        ? OnContainers.start()
        : OnEmbeddedServers.start(ShortLivedStack.FIRST_COMPILER);
  }
}
