package io.clausewatch.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open, stack traces included, at whatever level. */
public final class LogCapture implements AutoCloseable {

  private static final String CONSOLE = "out";

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  /** Starts to listen to the loggers of this project at DEBUG, and to all others at INFO. */
  public LogCapture() {
    LoggerContext context = root.getLoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %logger %msg%n%ex");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    // Hundreds of thousands of lines that nobody reads, and each takes its time.
    ThresholdFilter warnings = new ThresholdFilter();
    warnings.setLevel(Level.WARN.toString());
    warnings.start();
    root.getAppender(CONSOLE).addFilter(warnings);
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    context.getLogger("io.clausewatch").setLevel(Level.DEBUG);
  }

  /** What has been logged so far. */
  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    root.getAppender(CONSOLE).clearAllFilters();
    root.setLevel(before);
    root.getLoggerContext().getLogger("io.clausewatch").setLevel(Level.INFO);
  }
}
