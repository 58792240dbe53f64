package io.clausewatch.http;

import io.javalin.security.RouteRole;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a caller is, and so what it may do. */
public enum Role implements RouteRole {
  /** A service that sends events. */
  PRODUCER,
  /** A privacy officer: sees findings and decides about them. */
  OFFICER,
  /** Sees findings and the trail, changes nothing. */
  AUDITOR,
  /** May do everything that any other role may. */
  ADMIN;

  /** Those who may read findings and the trail, and so use the page. */
  public static final Set<Role> READERS = Set.of(OFFICER, AUDITOR, ADMIN);

  /** The role as settings write it, e.g. {@code officer}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that {@link #id} names; empty when it names none. */
  public static Optional<Role> of(String id) {
    for (Role role : values()) {
      if (role.id().equals(id)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** All roles: for a call that any authenticated caller may make. */
  public static Role[] any() {
    return values();
  }
}
