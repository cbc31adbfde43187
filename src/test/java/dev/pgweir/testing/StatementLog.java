package dev.pgweir.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The SQL that the gateway sends while this is open. */
public final class StatementLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.pgweir.routing.statements");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    public StatementLog() {
        appender.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appender);
    }

    /** The statements so far. */
    public List<String> statements() {
        return List.copyOf(appender.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }
}
