package io.clausewatch.page;

import java.util.Optional;

/**
 * What every page has around its own contents.
 *
 * @param title what the page is about
 * @param caller who is signed in; empty when nobody is
 * @param assets where the style sheet and the icon are
 * @param csrf what each form that is posted has to carry, by {@code tag/csrf.jte}; empty when this
 *     is no page of a session
 */
public record Frame(String title, Optional<String> caller, Assets assets, Optional<String> csrf) {}
