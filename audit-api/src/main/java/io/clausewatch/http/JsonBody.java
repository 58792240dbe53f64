package io.clausewatch.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.IdText;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The JSON object in the body of a request while it is read, collecting every fault. No fault
 * repeats a value. For one thread.
 */
public final class JsonBody {
  /** A text of brackets unfolds to many times its length, so what is in it is counted. */
  private static final int MAX_TOKENS = 20_000;

  private static final int DEEPEST = 32;

  private static final ObjectReader STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private final List<Fault> faults = new ArrayList<>();
  private final JsonNode json;

  /**
   * Begins to read.
   *
   * @throws ProblemException 413 when there is too much in it
   * @throws InvalidRequestException when it is no JSON object
   */
  public JsonBody(byte[] bytes) {
    JsonNode read;
    try {
      read = STRICT.readTree(bytes);
    } catch (StreamConstraintsException e) {
      throw Problem.tooLarge(
              "The JSON takes at most %d values and names, %d within each other."
                  .formatted(MAX_TOKENS, DEEPEST))
          .exception();
    } catch (JacksonException e) {
      read = null; // Its message quotes the body.
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
    if (read == null || !read.isObject()) {
      fault("body", "a JSON object", read == null ? "no JSON" : "other JSON");
      throwIfFaulty();
    }
    this.json = read;
  }

  /**
   * Begins to read the body of a request.
   *
   * @throws ProblemException 415 when it does not say that it is JSON, 413 when it is too large
   * @throws InvalidRequestException when it is no JSON object
   */
  public static JsonBody of(Context ctx) {
    return new JsonBody(bytes(ctx));
  }

  /**
   * The body of a request, which is to be read as JSON.
   *
   * @throws ProblemException 415 when it does not say that it is JSON, 413 when it is too large
   */
  public static byte[] bytes(Context ctx) {
    String type = ctx.contentType();
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw Problem.unsupportedMediaType("The body must be application/json.").exception();
    }
    return RequestBody.read(ctx, BodyLimit.JSON);
  }

  /** The object as it is. */
  public JsonNode json() {
    return json;
  }

  /** A fault for each member of another name. */
  public void refuseUnknown(Collection<String> known) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                String expected = "one of " + String.join(", ", new TreeSet<>(known));
                fault(CodePoints.shortened(name), expected, "an unknown member");
              }
            });
  }

  /** Whether there is a member of a name that is not null. */
  public boolean given(String name) {
    return json.hasNonNull(name);
  }

  /**
   * A text; in Unicode NFC, where it can be an id.
   *
   * @param name the member's
   * @param most how many code points it may have
   * @param severalLines whether it may have several lines
   * @return null where it is not given, or is no text
   */
  public String text(String name, int most, boolean severalLines) {
    if (!given(name)) {
      return null;
    }
    JsonNode value = json.get(name);
    if (!value.isTextual()) {
      fault(name, "a string", "no string");
      return null;
    }
    String text = IdText.normalise(value.textValue());
    int length = CodePoints.count(text);
    if (length > most) {
      fault(name, "a string of up to " + most + " characters", length + " characters");
    }
    if (!isPrintable(text, severalLines)) {
      fault(name, "no control characters", "one");
    }
    return text;
  }

  /**
   * Whether a text has no control characters, and can be written as UTF-8.
   *
   * @param severalLines whether those between lines are none
   */
  public static boolean isPrintable(String text, boolean severalLines) {
    return text.codePoints().allMatch(c -> isPrintable(c, severalLines));
  }

  /** Half a surrogate pair stands alone as a code point, and cannot be written as UTF-8. */
  private static boolean isPrintable(int c, boolean severalLines) {
    boolean layout = severalLines && (c == '\n' || c == '\r' || c == '\t');
    boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return layout || (!Character.isISOControl(c) && !half);
  }

  /** Whether it is so; false where it is not given. */
  public boolean flag(String name) {
    if (given(name) && !json.get(name).isBoolean()) {
      fault(name, "true or false", "something else");
    }
    return json.path(name).asBoolean(false);
  }

  /**
   * Notes a fault.
   *
   * @param path where
   * @param expected what should be there
   * @param found what is, without its value
   */
  public void fault(String path, String expected, String found) {
    faults.add(new Fault(path, expected, found));
  }

  /** Notes faults. */
  public void faults(List<Fault> more) {
    faults.addAll(more);
  }

  /**
   * To be called when all is read.
   *
   * @throws InvalidRequestException with every fault; nothing happens when there is none
   */
  public void throwIfFaulty() {
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }
}
