package io.clausewatch.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fault;
import io.clausewatch.http.MemoryBudget.Share;
import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The three forms in which CloudEvents come over HTTP.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">the
 *     binding</a>
 */
enum CloudEventsRequest {
  /** One event, attributes and data together in the body. */
  STRUCTURED {
    @Override
    List<ParsedEvent> read(Context ctx, byte[] body, Share share, Instant now) {
      checkHeaders(ctx);
      JsonNode event = parse(body, share);
      return List.of(event == null ? tooLong(0, "unknown") : candidate(0, event, now));
    }
  },

  /** A list of such events. */
  BATCH {
    @Override
    List<ParsedEvent> read(Context ctx, byte[] body, Share share, Instant now) {
      checkHeaders(ctx);
      List<ParsedEvent> candidates = new ArrayList<>();
      FaultLimit faults = new FaultLimit();
      // One tree at a time: a tree is many times as large as its text.
      try (BoundedParser parser = parser(body, share)) {
        if (parser.nextEvent() != JsonToken.START_ARRAY) {
          throw Problem.badRequest(
                  "A batch is a JSON array of CloudEvents.",
                  List.of("$: expected an array, found " + words(parser.currentToken())))
              .exception();
        }
        while (parser.nextEvent() != JsonToken.END_ARRAY) {
          if (candidates.size() == MAX_EVENTS) {
            throw Problem.tooLarge("A batch holds at most " + MAX_EVENTS + " events.").exception();
          }
          JsonNode event = parser.event();
          int index = candidates.size();
          ParsedEvent candidate =
              event == null ? tooLong(index, "unknown") : candidate(index, event, now);
          candidates.add(faults.limited(candidate));
        }
        refuseMore(parser);
      } catch (JsonProcessingException e) {
        throw malformed(what(e), e.getLocation());
      } catch (IOException e) {
        throw new IllegalStateException("a text can always be read", e);
      }
      return candidates;
    }
  },

  /** One event, attributes as headers, the body its data. */
  BINARY {
    @Override
    List<ParsedEvent> read(Context ctx, byte[] body, Share share, Instant now) {
      boolean empty = body.length == 0;
      String kind = kind(ctx.header("ce-type"));
      JsonNode data = empty ? null : parse(body, share);
      if (!empty && data == null) {
        return List.of(tooLong(0, kind));
      }
      CloudEvents.Reading reading =
          CloudEvents.readBinary(headers(ctx), ctx.contentType(), data, now);
      return List.of(new ParsedEvent(0, kind, reading));
    }
  };

  /** The most events of a batch. */
  static final int MAX_EVENTS = 1_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonFactory JSON = CloudEvents.mapper().getFactory();

  private static final Fault TOO_LONG =
      new Fault("$", "at most %,d characters".formatted(BoundedParser.MAX_CHARACTERS), "more");

  private static final String ACCEPTED =
      "Send application/cloudevents+json (one event), application/cloudevents-batch+json (a list of"
          + " them), or application/json with the attributes as ce-… headers; in UTF-8.";

  /**
   * The form of a request, by its headers.
   *
   * @throws ProblemException 415 when it is none
   */
  static CloudEventsRequest of(Context ctx) {
    String contentType = ctx.contentType() == null ? "" : ctx.contentType();
    String mediaType = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    return switch (mediaType) {
      case "application/cloudevents+json" -> STRUCTURED;
      case "application/cloudevents-batch+json" -> BATCH;
      default -> {
        boolean json = mediaType.equals("application/json") || mediaType.endsWith("+json");
        boolean attributes = ctx.header("ce-specversion") != null || ctx.header("ce-id") != null;
        if (!json || !attributes || mediaType.startsWith("application/cloudevents")) {
          throw unsupported();
        }
        yield BINARY;
      }
    };
  }

  /**
   * Reads every event of the request.
   *
   * @param share takes what the body unfolds to
   * @param now this server's clock
   * @throws ProblemException 400 when the body is no JSON in UTF-8, 413 when there are too many
   *     events, or there is too much in one
   * @throws io.clausewatch.http.MemoryBudget.ExhaustedException when there is no memory for them
   *     now
   */
  abstract List<ParsedEvent> read(Context ctx, byte[] body, Share share, Instant now);

  /** The event is in the body; but whoever sends attributes besides means what they say. */
  private static void checkHeaders(Context ctx) {
    List<Fault> faults = CloudEvents.faultsOf(headers(ctx));
    if (!faults.isEmpty()) {
      throw Problem.badRequest(
              "The ce-… headers cannot be read.", faults.stream().map(Fault::toString).toList())
          .exception();
    }
  }

  /** Every header with all its values. */
  private static Map<String, List<String>> headers(Context ctx) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(ctx.req().getHeaderNames())) {
      headers.put(name, Collections.list(ctx.req().getHeaders(name)));
    }
    return headers;
  }

  private static ParsedEvent candidate(int index, JsonNode event, Instant now) {
    return new ParsedEvent(
        index, kind(event.path("type").asText(null)), CloudEvents.read(event, now));
  }

  private static ParsedEvent tooLong(int index, String kind) {
    return new ParsedEvent(index, kind, CloudEvents.Reading.of(TOO_LONG));
  }

  private static String kind(String type) {
    return type == null ? "unknown" : EventKind.ofType(type).map(EventKind::id).orElse("unknown");
  }

  /** The only event; null when it is too long. */
  private static JsonNode parse(byte[] body, Share share) {
    try (BoundedParser parser = parser(body, share)) {
      if (parser.nextEvent() == null) {
        throw Problem.badRequest("The body is empty.", List.of("$: expected JSON, found nothing"))
            .exception();
      }
      JsonNode event = parser.event();
      refuseMore(parser);
      return event;
    } catch (JsonProcessingException e) {
      throw malformed(what(e), e.getLocation());
    } catch (IOException e) {
      throw new IllegalStateException("a text can always be read", e);
    }
  }

  /**
   * A parser of the body, which is in UTF-8: a JSON parser of bytes would guess at other encodings,
   * and take some sequences that are none for characters.
   */
  private static BoundedParser parser(byte[] body, Share share) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(body);
    share.take((long) body.length * Character.BYTES);
    try {
      CharBuffer text = UTF_8.newDecoder().decode(bytes);
      if (text.hasRemaining() && text.get(0) == BYTE_ORDER_MARK) {
        text.get();
      }
      JsonParser parser =
          JSON.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
      return new BoundedParser(parser, text.remaining(), share);
    } catch (CharacterCodingException e) {
      throw Problem.badRequest(
              "The body is not in UTF-8.",
              List.of(
                  "byte %d: expected UTF-8, found another byte".formatted(bytes.position() + 1)))
          .exception();
    }
  }

  private static void refuseMore(BoundedParser parser) throws IOException {
    if (parser.nextEvent() != null) {
      throw malformed("something after the end of the JSON", parser.currentTokenLocation());
    }
  }

  private static ProblemException malformed(String what, JsonLocation where) {
    String place =
        where == null
            ? ""
            : "line %d, column %d: ".formatted(where.getLineNr(), where.getColumnNr());
    return Problem.badRequest("The body is not well-formed JSON.", List.of(place + what))
        .exception();
  }

  /** In words of our own: the parser's quote the body. */
  private static String what(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "more than is read: 32 levels, names of 1,000 characters, numbers of 100 digits";
    }
    if (e instanceof JsonEOFException) {
      return "the end, in the middle of the JSON";
    }
    return e.getOriginalMessage().startsWith("Duplicate field")
        ? "a name that stands in its object twice"
        : "something that is no JSON";
  }

  private static ProblemException unsupported() {
    return Problem.unsupportedMediaType(ACCEPTED)
        .withHeader(
            "Accept",
            "application/cloudevents+json, application/cloudevents-batch+json, application/json")
        .exception();
  }

  private static String words(JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT -> "an object (one event is application/cloudevents+json)";
      case VALUE_STRING -> "a string";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> "something else";
    };
  }
}
