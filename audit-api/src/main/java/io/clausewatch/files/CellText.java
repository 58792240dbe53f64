package io.clausewatch.files;

import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Evidence;
import io.clausewatch.contract.Verdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Puts a field of a document into one cell of a table. */
public final class CellText {
  /** Between the elements of a list. */
  public static final String BETWEEN = " | ";

  private CellText() {}

  /**
   * A text as it is, a number or a truth value in JSON, nothing for null. Of a list the elements,
   * with {@value #BETWEEN} between them; evidence and verdicts in words. Any other object in JSON.
   */
  public static String text(Object value) {
    return switch (value) {
      case null -> "";
      case Collection<?> many ->
          many.stream().map(CellText::text).collect(Collectors.joining(BETWEEN));
      case Evidence fact ->
          words(fact.getOccurredAt(), fact.getEventKind(), fact.getEventId())
              + ": "
              + fact.getSays();
      case Verdict verdict ->
          words(verdict.getOutcome(), verdict.getClauseId(), verdict.getReason());
      case SpecificRecord record -> AvroJson.toJson(record).toString();
      default -> value.toString();
    };
  }

  private static String words(Object... parts) {
    return Arrays.stream(parts)
        .filter(Objects::nonNull)
        .map(Object::toString)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
