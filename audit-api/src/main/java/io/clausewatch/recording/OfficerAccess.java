package io.clausewatch.recording;

import io.clausewatch.contract.Export;
import io.clausewatch.contract.Operation;
import io.clausewatch.readmodel.FindingDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody did through this server. */
public sealed interface OfficerAccess {

  /** The operation that it is in the words of the contract. */
  Operation operation();

  /**
   * Whom it was about, as the act named them: by the producers' own ids, or by subjectRefs. With
   * repeats, perhaps; empty when it was about nobody in particular.
   */
  List<String> subjects();

  /** What left, and why; empty when nothing did. */
  default Optional<Export> export() {
    return Optional.empty();
  }

  /**
   * A list, counts, or a page of both.
   *
   * @param subjects whom it was narrowed to; empty when it was about nobody in particular
   */
  record Searched(List<String> subjects) implements OfficerAccess {
    /** Copies its list. */
    public Searched {
      subjects = List.copyOf(subjects);
    }

    /** A search by these parameters; those that name data subjects are subjectId and subjectRef. */
    public static Searched by(Map<String, List<String>> parameters) {
      return new Searched(named(parameters));
    }

    @Override
    public Operation operation() {
      return Operation.READ;
    }
  }

  /**
   * Findings were looked at.
   *
   * @param findings as the index has them; not empty
   */
  record ViewedFindings(List<FindingDocument> findings) implements OfficerAccess {
    /** Copies its list. */
    public ViewedFindings {
      findings = List.copyOf(findings);
    }

    @Override
    public Operation operation() {
      return Operation.READ;
    }

    @Override
    public List<String> subjects() {
      return concerned(findings);
    }
  }

  /**
   * Findings were given a status, a note or an assignee.
   *
   * @param findings as the index has them; not empty
   */
  record ChangedStatus(List<FindingDocument> findings) implements OfficerAccess {
    /** Copies its list. */
    public ChangedStatus {
      findings = List.copyOf(findings);
    }

    @Override
    public Operation operation() {
      return Operation.UPDATE;
    }

    @Override
    public List<String> subjects() {
      return concerned(findings);
    }
  }

  /**
   * What was about nobody in particular, and let nothing leave.
   *
   * @param operation as the contract calls it
   */
  record AboutNobody(Operation operation) implements OfficerAccess {
    /**
     * More people were looked up in a minute than anybody does who looks for somebody. It was
     * refused from then on; what to make of it is for the policy to say, which knows it by its
     * operation.
     */
    public static final AboutNobody ENUMERATED = new AboutNobody(Operation.USE);

    /** What people are told of was changed: a silence, or a message that was sent once more. */
    public static final AboutNobody CHANGED_ALERTS = new AboutNobody(Operation.UPDATE);

    /** A month's access records were reviewed, and signed. */
    public static final AboutNobody SIGNED_REVIEW = new AboutNobody(Operation.UPDATE);

    @Override
    public List<String> subjects() {
      return List.of();
    }
  }

  /**
   * The report for one data subject.
   *
   * @param subjectId the producers' own id
   * @param reason why it was made, 1 to 4,000 characters
   * @param records how many events and findings are in it
   */
  record MadeReport(String subjectId, String reason, long records) implements OfficerAccess {

    @Override
    public Operation operation() {
      return Operation.EXPORT;
    }

    @Override
    public List<String> subjects() {
      return List.of(subjectId);
    }

    @Override
    public Optional<Export> export() {
      return Optional.of(new Export(reason, null, records));
    }
  }

  /**
   * A file of what a search found.
   *
   * @param subjects whom it was narrowed to; empty when it was about nobody in particular
   * @param reason why it was made, 1 to 4,000 characters
   * @param records how many documents are in it
   */
  record Exported(List<String> subjects, String reason, long records) implements OfficerAccess {
    /** Copies its list. */
    public Exported {
      subjects = List.copyOf(subjects);
    }

    /** An export of what these parameters find, as those of {@link Searched#by}. */
    public static Exported by(Map<String, List<String>> parameters, String reason, long records) {
      return new Exported(named(parameters), reason, records);
    }

    @Override
    public Operation operation() {
      return Operation.EXPORT;
    }

    @Override
    public Optional<Export> export() {
      return Optional.of(new Export(reason, null, records));
    }
  }

  private static List<String> named(Map<String, List<String>> parameters) {
    return Stream.of("subjectId", "subjectRef")
        .flatMap(name -> parameters.getOrDefault(name, List.of()).stream())
        .toList();
  }

  /** A finding that is about nobody in particular has no ref. */
  private static List<String> concerned(List<FindingDocument> findings) {
    return findings.stream()
        .map(document -> document.finding().getSubjectRef())
        .filter(ref -> ref != null)
        .toList();
  }
}
