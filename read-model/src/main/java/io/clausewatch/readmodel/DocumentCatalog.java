package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import io.clausewatch.contract.AvroJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All fields of a kind of document, in the order in which they are returned; later ones go to the
 * end, so that a column keeps its place. Immutable.
 *
 * @param <D> the document
 */
public final class DocumentCatalog<D> {
  private final List<DocumentField<D>> fields;
  private final List<DocumentField<D>> returned;
  private final Map<String, DocumentField<D>> byName = new HashMap<>();

  DocumentCatalog(Stream<DocumentField<D>> fields) {
    this.fields = fields.toList();
    this.returned = this.fields.stream().filter(DocumentField::isReturned).toList();
    this.fields.forEach(field -> byName.put(field.name(), field));
  }

  /** Every field. */
  public List<DocumentField<D>> fields() {
    return fields;
  }

  /** Those that are part of what a search returns. */
  public List<DocumentField<D>> returned() {
    return returned;
  }

  /** The field of a name; empty when there is none. */
  public Optional<DocumentField<D>> field(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The texts of a document that the full text is made of; some may be null. */
  public List<String> texts(D document) {
    return fields.stream()
        .filter(DocumentField::isFullText)
        .map(field -> field.value(document))
        .<String>mapMulti(
            (value, texts) -> {
              if (value instanceof Collection<?> many) {
                many.forEach(one -> texts.accept((String) one));
              } else {
                texts.accept((String) value);
              }
            })
        .toList();
  }

  /** What a document holds in the fields that are returned, in their order; null where nothing. */
  public List<Object> values(D document) {
    List<Object> values = new ArrayList<>(returned.size());
    returned.forEach(field -> values.add(field.value(document)));
    return values;
  }

  /**
   * Writes the fields of a document as the API returns them: all of them, null where there is no
   * value, an empty list where there is none in a list. Neither begins nor ends the object.
   *
   * @throws IOException when the generator cannot write
   */
  public void writeReturned(D document, JsonGenerator json) throws IOException {
    for (DocumentField<D> field : returned) {
      json.writeFieldName(field.name());
      Object value = field.value(document);
      write(value == null && field.isMany() ? List.of() : value, json);
    }
  }

  /**
   * Writes the fields of a document as the index holds them: those that have a value. Neither
   * begins nor ends the object.
   *
   * @throws IOException when the generator cannot write
   */
  public void writeIndexed(D document, JsonGenerator json) throws IOException {
    for (DocumentField<D> field : fields) {
      Object value = field.type() == FieldType.WORDS ? null : field.value(document);
      if (value != null) {
        json.writeFieldName(field.name());
        write(value, json);
      }
    }
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof List<?> items && !items.isEmpty() && items.getFirst() instanceof Record) {
      json.writePOJO(value);
    } else {
      AvroJson.write(value, json);
    }
  }
}
