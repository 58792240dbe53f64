package io.clausewatch.page;

import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Role;

/** A page with its forms. */
public interface Page {

  /** Says where it is, and who may send its forms. */
  void addTo(Places places);

  /** Where pages are put. Whoever may read findings may see all of them. */
  interface Places {
    /**
     * What is shown at a path.
     *
     * @param known the parameters of its URL, besides that which chooses a language
     */
    void get(String path, KnownParameters known, Answer answer);

    /**
     * What is done with a form that is sent to a path.
     *
     * @param known its fields; its URL has no parameters
     * @param by who may send it; an admin always may
     */
    void post(String path, KnownParameters known, Answer answer, Role... by);
  }

  /** Answers one visit. */
  @FunctionalInterface
  interface Answer {
    /**
     * Answers.
     *
     * @throws io.clausewatch.http.InvalidRequestException for parameters that are not right
     * @throws io.clausewatch.search.SearchUnavailableException when the index is away
     * @throws io.clausewatch.http.ProblemException for what else is refused
     */
    void to(PageRequest request);
  }
}
