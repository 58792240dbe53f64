package io.clausewatch.readmodel;

import static io.clausewatch.readmodel.FieldType.BOOLEAN;
import static io.clausewatch.readmodel.FieldType.DATE;
import static io.clausewatch.readmodel.FieldType.INTEGER;
import static io.clausewatch.readmodel.FieldType.KEPT;
import static io.clausewatch.readmodel.FieldType.KEYWORD;
import static io.clausewatch.readmodel.FieldType.TEXT;
import static io.clausewatch.readmodel.FieldType.WORDS;

import io.clausewatch.readmodel.FieldFilter.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A line of a catalogue: all that is known of a field of a document. Mappings, filters, facets, the
 * full text, the columns of files and the schemas of OpenAPI follow from it. Immutable; what a line
 * does not say, the field is not.
 *
 * @param <D> the document
 */
public final class DocumentField<D> {
  private final String name;
  private final FieldType type;
  private final Function<D, Object> value;
  private final String description;
  private final Uses uses;

  /**
   * What a field is used for.
   *
   * @param returned whether it is part of what a search returns
   * @param stored whether the index keeps it as it was sent; else it follows from the rest
   * @param always whether every document has it
   * @param many whether it holds a list
   * @param perhapsMany whether it holds one value or a list
   * @param fullText whether its words are found in the full text
   * @param sortedBy the field by which documents are sorted by this one; null when they are not
   * @param filter what narrows a search by it; null when nothing does
   * @param facet whether searches are counted by its values
   * @param symbols what it may hold; empty when that is open
   */
  private record Uses(
      boolean returned,
      boolean stored,
      boolean always,
      boolean many,
      boolean perhapsMany,
      boolean fullText,
      String sortedBy,
      FieldFilter filter,
      boolean facet,
      List<String> symbols) {
    static final Uses NONE =
        new Uses(true, true, false, false, false, false, null, null, false, List.of());

    Uses returned(boolean is) {
      return new Uses(
          is, stored, always, many, perhapsMany, fullText, sortedBy, filter, facet, symbols);
    }

    Uses derived() {
      return new Uses(
          false, false, always, many, perhapsMany, fullText, sortedBy, filter, facet, symbols);
    }

    Uses inAll() {
      return new Uses(
          returned, stored, true, many, perhapsMany, fullText, sortedBy, filter, facet, symbols);
    }

    Uses ofMany() {
      return new Uses(
          returned, stored, true, true, false, fullText, sortedBy, filter, facet, symbols);
    }

    Uses ofOneOrMany(boolean perhaps) {
      return new Uses(
          returned, stored, always, many, perhaps, fullText, sortedBy, filter, facet, symbols);
    }

    Uses inFullText(boolean is) {
      return new Uses(
          returned, stored, always, many, perhapsMany, is, sortedBy, filter, facet, symbols);
    }

    Uses sorted(String by) {
      return new Uses(
          returned, stored, always, many, perhapsMany, fullText, by, filter, facet, symbols);
    }

    Uses filtered(FieldFilter by) {
      return new Uses(
          returned, stored, always, many, perhapsMany, fullText, sortedBy, by, facet, symbols);
    }

    Uses counted() {
      return new Uses(
          returned, stored, always, many, perhapsMany, fullText, sortedBy, filter, true, symbols);
    }

    Uses of(List<String> names) {
      return new Uses(
          returned, stored, always, many, perhapsMany, fullText, sortedBy, filter, facet, names);
    }
  }

  private DocumentField(
      String name, FieldType type, Function<D, Object> value, String description, Uses uses) {
    this.name = name;
    this.type = type;
    this.value = value;
    this.description = description;
    this.uses = uses;
  }

  /**
   * A field.
   *
   * @param value its value in a document: null, a text, a number, an instant, a record of the
   *     contract, or a list of these
   */
  static <D> DocumentField<D> field(FieldType type, String name, Function<D, Object> value) {
    return new DocumentField<>(name, type, value, "", Uses.NONE);
  }

  static <D> DocumentField<D> keyword(String name, Function<D, Object> value) {
    return field(KEYWORD, name, value);
  }

  static <D> DocumentField<D> text(String name, Function<D, Object> value) {
    return field(TEXT, name, value);
  }

  static <D> DocumentField<D> date(String name, Function<D, Object> value) {
    return field(DATE, name, value);
  }

  static <D> DocumentField<D> integer(String name, Function<D, Object> value) {
    return field(INTEGER, name, value);
  }

  static <D> DocumentField<D> flag(String name, Function<D, Object> value) {
    return field(BOOLEAN, name, value);
  }

  static <D> DocumentField<D> kept(String name, Function<D, Object> value) {
    return field(KEPT, name, value);
  }

  /** A text that is found by its words, and is no field of the document. */
  static <D> DocumentField<D> words(String name, Function<D, Object> value) {
    return field(WORDS, name, value).fullText().hidden();
  }

  private DocumentField<D> with(Uses other) {
    return new DocumentField<>(name, type, value, description, other);
  }

  /** The same field of another document. */
  <E> DocumentField<E> from(Function<E, Object> otherValue) {
    return new DocumentField<>(name, type, otherValue, description, uses);
  }

  /** The same field of a document that holds this one's. */
  <E> DocumentField<E> within(Function<E, D> part) {
    return from(document -> value.apply(part.apply(document)));
  }

  /** In the words of the OpenAPI document and the command's help: what it is, in English. */
  DocumentField<D> describedAs(String words) {
    return new DocumentField<>(name, type, value, words, uses);
  }

  /** It is not part of what a search returns. */
  DocumentField<D> hidden() {
    return with(uses.returned(false));
  }

  /** It is searched or sorted by alone: it follows from the rest, and is not read back. */
  DocumentField<D> derived() {
    return with(uses.derived());
  }

  /** Every document has it. */
  DocumentField<D> always() {
    return with(uses.inAll());
  }

  /** It holds a list; an empty one where it has no value. */
  DocumentField<D> many() {
    return with(uses.ofMany());
  }

  /** It holds one value, or a list of some. */
  DocumentField<D> oneOrMany() {
    return with(uses.ofOneOrMany(true));
  }

  /** It holds one value, also where elsewhere it may hold a list. */
  DocumentField<D> one() {
    return with(uses.ofOneOrMany(false));
  }

  /** The full text finds its words. */
  DocumentField<D> fullText() {
    return with(uses.inFullText(true));
  }

  /** The full text does not find its words, also where elsewhere it does. */
  DocumentField<D> notInFullText() {
    return with(uses.inFullText(false));
  }

  /** Documents can be sorted by it. */
  DocumentField<D> sorted() {
    return sortedBy(name);
  }

  /** Documents can be sorted by it, in the order of another field. */
  DocumentField<D> sortedBy(String field) {
    return with(uses.sorted(field));
  }

  /** A search can be narrowed to some of its values. */
  DocumentField<D> filter() {
    return filter(name, Kind.ID);
  }

  /** A search can be narrowed to some of its values. */
  DocumentField<D> filter(String parameter, Kind kind) {
    return with(uses.filtered(new FieldFilter(parameter, kind, uses.symbols())));
  }

  /** It is the id of somebody who may be a data subject, and a search can be narrowed to it. */
  DocumentField<D> person() {
    return filter(name, Kind.PERSON);
  }

  /** It holds one of some symbols. */
  DocumentField<D> symbols(List<String> names) {
    return with(uses.of(names));
  }

  /** It holds one of some symbols, and a search can be narrowed to some. */
  DocumentField<D> symbolFilter(String parameter, List<String> names) {
    return symbols(names).filter(parameter, Kind.SYMBOL);
  }

  /** Searches are counted by its values. */
  DocumentField<D> facet() {
    return with(uses.counted());
  }

  /** Its name in the index and in what is returned. */
  public String name() {
    return name;
  }

  /** How the index holds it. */
  public FieldType type() {
    return type;
  }

  /** Its value in a document; null where there is none. */
  public Object value(D document) {
    return value.apply(document);
  }

  /** What it is, in English; empty where the name says it. */
  public String description() {
    return description;
  }

  /** Whether it is part of what a search returns. */
  public boolean isReturned() {
    return uses.returned();
  }

  /** Whether the index keeps it as it was sent. */
  public boolean isStored() {
    return uses.stored();
  }

  /** Whether every document has it. */
  public boolean isAlways() {
    return uses.always();
  }

  /** Whether it holds a list. */
  public boolean isMany() {
    return uses.many();
  }

  /** Whether it holds one value, or a list of some. */
  public boolean isOneOrMany() {
    return uses.perhapsMany();
  }

  /** Whether the full text finds its words. */
  public boolean isFullText() {
    return uses.fullText();
  }

  /** The field by which documents are sorted by this one; empty when they cannot be. */
  public Optional<String> sortField() {
    return Optional.ofNullable(uses.sortedBy());
  }

  /** What narrows a search by it; empty when nothing does. */
  public Optional<FieldFilter> searchFilter() {
    return Optional.ofNullable(uses.filter());
  }

  /** Whether searches are counted by its values. */
  public boolean isFacet() {
    return uses.facet();
  }

  /** What it may hold; empty when that is open. */
  public List<String> symbols() {
    return uses.symbols();
  }
}
