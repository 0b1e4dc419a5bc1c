package io.waggle.parts;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The lines that this process logs, from the creation of this object until its close. */
public final class LogLines implements AutoCloseable {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Lines lines = new Lines();
    private final Logger watched;
    private final @Nullable Level before;

    private LogLines(Logger watched) {
        this.watched = watched;
        this.before = watched.getLevel();
    }

    /** Lets one logger, such as a package's, log at debug; the others keep their levels. */
    public static LogLines withDebugOf(String logger) {
        LogLines lines = new LogLines((Logger) LoggerFactory.getLogger(logger));
        lines.watched.setLevel(Level.DEBUG);
        lines.lines.start();
        ROOT.addAppender(lines.lines);
        return lines;
    }

    /**
     * Returns whether a message contains the text, or a line is above debug: then the test fails and need not wait for the
     * text.
     */
    public boolean containOrAlarm(String text) {
        return lines.events.stream()
                .anyMatch(event -> event.getFormattedMessage().contains(text) || isAboveDebug(event));
    }

    public List<String> aboveDebug() {
        return lines.events.stream()
                .filter(LogLines::isAboveDebug)
                .map(ILoggingEvent::toString)
                .toList();
    }

    /** Returns the lines that Waggle itself logs together with a stack trace. */
    public List<String> withStackTrace() {
        return lines.events.stream()
                .filter(event -> event.getLoggerName().startsWith("io.waggle.") && event.getThrowableProxy() != null)
                .map(ILoggingEvent::toString)
                .toList();
    }

    @Override
    public void close() {
        ROOT.detachAppender(lines);
        watched.setLevel(before);
    }

    private static boolean isAboveDebug(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(Level.INFO);
    }

    /** Unlike Logback's ListAppender, it can be read while other threads log. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }
}
