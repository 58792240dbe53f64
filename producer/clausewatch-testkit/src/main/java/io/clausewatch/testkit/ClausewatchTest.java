package io.clausewatch.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose events are judged by the policies of a folder. Its methods and its constructor
 * may have a parameter of type {@link RecordingProducer}, a new one for each test.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ClausewatchExtension.class)
public @interface ClausewatchTest {

  /** The folder, from the working directory; empty for the usual one. */
  String policies() default "";
}
