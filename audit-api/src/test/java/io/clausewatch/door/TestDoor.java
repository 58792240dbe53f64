package io.clausewatch.door;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/** A door for tests of what is in front of it. */
public final class TestDoor {

  private TestDoor() {}

  /** A door with nothing behind it. */
  public static Door door() {
    return new Door(
        event -> {
          throw new AssertionError("nothing is to be let in");
        },
        records -> {
          throw new AssertionError("nothing is to be written");
        },
        1,
        new Budget(100, 1_000_000),
        new SimpleMeterRegistry(),
        InstantSource.system());
  }
}
