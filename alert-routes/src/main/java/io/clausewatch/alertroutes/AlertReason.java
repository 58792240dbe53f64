package io.clausewatch.alertroutes;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Everything that can keep a message back, all that can come of an attempt to deliver it, and the
 * troubles beside the findings that one can tell of. A message holds it in English; in another
 * language it is said by {@code reasons_….properties}. Whoever sends has no other words, so that
 * none is left without a translation.
 */
public enum AlertReason {
  /** The file says when only some are told. */
  QUIET_HOURS("quiet hours"),
  /** Of whom, and why. */
  SILENCE("silence of %s: %s"),
  /** The receiver has one incident for several findings, and resolves it with the last. */
  SAME_INCIDENT("other findings of the same incident stand still"),
  /** By an officer. */
  ACKNOWLEDGED("acknowledged before it was sent"),
  /** By an officer. */
  CLOSED("closed before it was sent"),
  /** By the engine. */
  RETRACTED("retracted before it was sent"),
  /** A trouble of the pipeline has passed, a silent service is back, or a finding is over. */
  OVER("over before it was sent"),
  /** What it tells of was over and began anew, or another message told of it meanwhile. */
  BEGUN_ANEW("another message tells of it since"),
  /** Why that did not arrive whose end this tells. */
  BEGINNING_DEAD("its beginning is dead: %s", true),
  /** A sender ended after it had kept what the message tells of, and before the message. */
  NOT_PUT_TOGETHER("the message that was to tell of it was not made"),
  /** What came of the last attempt. */
  TRIED_FOR_A_DAY("tried for 24 hours, last: %s", true),

  /** The answer's number, of HTTP or of SMTP. */
  STATUS("%d"),
  /** The answer's number. */
  REDIRECT("%d, a redirect, which is not followed"),
  /** In seconds. */
  NO_ANSWER("no answer within %d s"),
  /** In seconds. */
  NO_CONNECTION_WITHIN("no connection within %d s"),
  /** Nobody listens there, or there is no such name. */
  NO_CONNECTION("no connection"),
  /** Whom the receiver says to be is not known here. */
  NO_TRUST("its certificate is not trusted, or TLS failed"),
  /** Before there was an answer. */
  CONNECTION_CUT("the connection was cut"),
  /** The kind of failure. */
  FAILED("it failed: %s"),
  /** The kind of failure. */
  NOT_MADE("it could not be made: %s"),
  /** Somebody took it out since. */
  NO_SUCH_RECEIVER("the routes file has no receiver of this name any more"),

  /** What the webhook is to be signed with is no key. */
  NO_SIGNING_KEY("its secret is not whsec_<base64>"),
  /** What the file of a chat holds is no address at all. */
  ADDRESS_UNREADABLE("its address cannot be read"),
  /** What the file of a chat holds is another address. */
  ADDRESS_NOT_HTTP("its address is none of http or https"),
  /** What the file of a chat holds is no whole address. */
  ADDRESS_WITHOUT_HOST("its address names no host"),

  /** In seconds. */
  MAIL_TOO_SLOW("the mail server did not take it within %d s"),
  /** It says that it may later. */
  MAIL_SIGN_IN_AWAY("the mail server cannot check user and password now"),
  /** It will not later either. */
  MAIL_SIGN_IN_REFUSED("the mail server does not take user and password"),
  /** Of a recipient, or of the sender. */
  MAIL_ADDRESS_UNREADABLE("an address cannot be read"),
  /** The numbers with which it refused the others for good. */
  MAIL_TO_SOME("250, but not to every address: %s"),
  /** The numbers with which it did not take it for the others, of which some can be tried again. */
  MAIL_TO_SOME_YET("250, but not to every address yet: %s"),
  /** The answer's numbers: several where it has another for each address. */
  MAIL_ANSWERED("the mail server answered %s"),
  /** The kind of failure. */
  NO_MAIL_SERVER("no mail server that takes it: %s"),

  /** What keeps it from being read. */
  SECRET_MISSING("its secret is missing: %s", true),
  /** Its path. */
  FILE_UNREADABLE("the file %s cannot be read"),
  /** Its path. */
  FILE_EMPTY("the file %s is empty"),
  /** Its name. */
  VARIABLE_NOT_SET("the variable %s is not set"),

  /** Nobody is in its consumer group. */
  PROCESSOR_DOWN("the stream processor does not run: nothing is judged"),
  /** Nobody is in its consumer group. */
  INDEXER_DOWN("the indexer does not run: nothing is indexed"),
  /** For how long, and how many records wait. */
  PROCESSOR_STUCK(
      "nothing has been judged for %s, and %s records wait: see the log of the stream processor"),
  /** For how long, and how many records wait. */
  INDEXER_STUCK("nothing has been indexed for %s, and %s records wait: see the log of the indexer"),
  /** What is written waits for it. */
  INDEX_AWAY("Elasticsearch does not answer: nothing becomes searchable"),
  /** Known schemas are held in memory. */
  REGISTRY_AWAY("the schema registry does not answer: new schemas cannot be read"),
  /** One became a dead letter. */
  DEAD_LETTER("a record could not be processed; `./clausewatch replay --list` shows them"),
  /** Several became dead letters. */
  DEAD_LETTERS("records could not be processed; `./clausewatch replay --list` shows them"),
  /** The trail says so. */
  UNDECIDED("events could not be decided; `./clausewatch gaps` shows why"),
  /** The service, and for how long. */
  SERVICE_SILENT("nothing has come from %s for %s"),

  /** Why it need not be sent any more, and what kept it back for so long. */
  KEPT_BACK_UNTIL_THEN("%s, kept back by: %s", true);

  private static final String WORDS = "io.clausewatch.alertroutes.reasons";

  private final String format;
  private final Pattern pattern;
  private final boolean tellsOfOthers;

  AlertReason(String words) {
    this(words, false);
  }

  AlertReason(String words, boolean tellsOfOthers) {
    this.format = words.replace("%d", "%s");
    this.pattern =
        Pattern.compile(
            Pattern.quote(words).replace("%s", "\\E(.*?)\\Q").replace("%d", "\\E(\\d+)\\Q"),
            Pattern.DOTALL);
    this.tellsOfOthers = tellsOfOthers;
  }

  /** It, with what it is about. */
  public Said of(Object... about) {
    return new Said(this, Arrays.stream(about).map(String::valueOf).toList());
  }

  /** What a message holds; empty where no reason of this version is put so. */
  public static Optional<Said> read(String text) {
    for (AlertReason reason : values()) {
      Matcher matcher = reason.pattern.matcher(text);
      if (matcher.matches()) {
        MatchResult found = matcher.toMatchResult();
        return Optional.of(
            new Said(
                reason,
                IntStream.rangeClosed(1, found.groupCount()).mapToObj(found::group).toList()));
      }
    }
    return Optional.empty();
  }

  /**
   * What a message holds, in a language. What only another version says stays as it is.
   *
   * @param text in English
   */
  public static String translated(String text, Locale locale) {
    ResourceBundle words =
        ResourceBundle.getBundle(
            WORDS, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    return read(text)
        .filter(said -> words.containsKey(said.reason().name()))
        .map(said -> said.translated(words.getString(said.reason().name()), locale))
        .orElse(text);
  }

  /**
   * A reason, with what it is about.
   *
   * @param reason which
   * @param about a name, a number, or the text of another reason, in the order of the words
   */
  public record Said(AlertReason reason, List<String> about) {
    /** Copies its list. */
    public Said {
      about = List.copyOf(about);
    }

    /** What a message holds, in English. */
    public String text() {
      return reason.format.formatted(about.toArray());
    }

    private String translated(String pattern, Locale locale) {
      Object[] values =
          about.stream()
              .map(one -> reason.tellsOfOthers ? AlertReason.translated(one, locale) : one)
              .toArray();
      return new MessageFormat(pattern, locale).format(values);
    }
  }
}
