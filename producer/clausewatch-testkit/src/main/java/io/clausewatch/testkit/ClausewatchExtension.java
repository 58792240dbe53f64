package io.clausewatch.testkit;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link ClausewatchTest} does. */
final class ClausewatchExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  @Override
  public void beforeEach(ExtensionContext context) {
    annotation(context.getRequiredTestClass())
        .map(ClausewatchTest::policies)
        .filter(folder -> !folder.isEmpty())
        .ifPresent(folder -> PolicyFolder.use(Path.of(folder)));
  }

  /** Of the class, or of the nearest around it. */
  private static Optional<ClausewatchTest> annotation(Class<?> test) {
    return test == null
        ? Optional.empty()
        : AnnotationSupport.findAnnotation(test, ClausewatchTest.class)
            .or(() -> annotation(test.getEnclosingClass()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    PolicyFolder.use(null);
  }

  /** So that a constructor is given the producer of its test, and not one of all tests. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RecordingProducer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(Namespace.create(ClausewatchExtension.class, context.getUniqueId()))
        .getOrComputeIfAbsent(
            RecordingProducer.class, type -> new RecordingProducer(), RecordingProducer.class);
  }
}
