package dev.pgweir.lifecycle.history;

import dev.pgweir.lifecycle.change.Change;
import dev.pgweir.postgres.OwnSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Remembers what was done to partitions, where there is a table for it. Thread-safe. */
@Component
public class History {

    private static final Logger log = LoggerFactory.getLogger(History.class);
    private static final String GATEWAY = ProcessHandle.current().pid() + "@"
            + Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");

    private final OwnSchema schema;
    private final HistoryEntries entries;

    History(OwnSchema schema, HistoryEntries entries) {
        this.schema = schema;
        this.entries = entries;
    }

    /**
     * Adds something that has just ended. That the change itself took place is not to be undone by a failure to note it.
     *
     * @param outcome {@code done}, {@code delayed} or {@code failed}
     * @param detail why it was not done
     */
    public void add(Change change, String outcome, Optional<String> detail, Duration duration) {
        if (!schema.isReady()) {
            return;
        }
        var entry = new HistoryEntry(
                null,
                Instant.now().minus(duration),
                GATEWAY,
                change.resource(),
                change.partition().sql(),
                change.action().word(),
                new HistoryEntry.Ending(outcome, detail.orElse(null), duration.toMillis()));
        try {
            entries.save(entry);
        } catch (DataAccessException failure) {
            log.warn("What was done to partitions could not be noted: {}", entry, failure);
        }
    }

    /** The last hundred entries of a resource, the newest first; none where there is no table. */
    public List<HistoryEntry> of(String resource) {
        return schema.isReady() ? entries.findTop100ByResourceOrderByIdDesc(resource) : List.of();
    }
}
