package io.clausewatch.platform.diagnosis;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks into an exception for what began it. */
public final class ExceptionCauses {
  private static final int DEEPEST = 20;

  private ExceptionCauses() {}

  /** The exception and its causes, outermost first. */
  public static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }

  /** The first of a type among the exception and its causes. */
  public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    return of(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  /** The first that a function has an answer for, outermost first. */
  public static <T> Optional<T> first(Throwable failure, Function<Throwable, Optional<T>> answer) {
    return of(failure).flatMap(cause -> answer.apply(cause).stream()).findFirst();
  }

  /** What began it, by its class: its message may quote anything. */
  public static String root(Throwable failure) {
    return of(failure).reduce((before, cause) -> cause).orElseThrow().getClass().getSimpleName();
  }
}
