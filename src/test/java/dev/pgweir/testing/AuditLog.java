package dev.pgweir.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is noted of operators while this is open. */
public final class AuditLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("pgweir.audit");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    public AuditLog() {
        events.start();
        logger.addAppender(events);
    }

    /** The lines, in the order they were written. */
    public List<String> lines() {
        return List.copyOf(events.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
    }
}
