package dev.pgweir.idempotency.record;

import dev.pgweir.idempotency.Idempotency;
import dev.pgweir.idempotency.Idempotency.Outcome;
import dev.pgweir.idempotency.Idempotency.WriteKey;
import dev.pgweir.idempotency.RecordsUnavailable;
import dev.pgweir.idempotency.StoredAnswer;
import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.Session.WriteLost;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionSystemException;

/** Lets writes with the same key begin their transactions one after the other. Thread-safe. */
@Component
class OrderedWrites implements Idempotency {

    private final OwnSchema schema;
    private final RecordedWrites writes;
    private final KeyMeters meters;
    private final Duration maxWait;
    private final KeyedQueue queue = new KeyedQueue();

    OrderedWrites(OwnSchema schema, RecordedWrites writes, KeyMeters meters, IdempotencyProperties properties) {
        this.schema = schema;
        this.writes = writes;
        this.meters = meters;
        this.maxWait = properties.maxWait();
    }

    @Override
    public Outcome once(WriteKey key, String fingerprint, Duration patience, Supplier<StoredAnswer> write) {
        schema.prepare().ifPresent(unready -> {
            throw new RecordsUnavailable(unready.reason(), unready.cause());
        });
        var wait = patience.compareTo(maxWait) < 0 ? patience : maxWait;
        return meters.counted(() -> queue.take(key, wait, left -> {
            try {
                return resolved(key, fingerprint, left, write);
            } catch (WriteLost lost) {
                // Something the client wrote before is lost. Whether this was carried out nevertheless, its record
                // says.
                return asAnybody(() -> writes.earlier(key, fingerprint)).orElseThrow(() -> lost);
            }
        }));
    }

    private static Optional<Outcome> asAnybody(Supplier<Optional<Outcome>> read) {
        return RequestContext.current()
                .map(request -> request.with(Session.ofAnybody()).call(read::get))
                .orElseGet(read);
    }

    private Outcome resolved(WriteKey key, String fingerprint, Duration patience, Supplier<StoredAnswer> write) {
        try {
            return writes.once(key, fingerprint, patience, write);
        } catch (TransactionSystemException commitUnknown) {
            // The record says whether the write took place: where it is missing, neither did.
            return writes.once(key, fingerprint, patience, write);
        }
    }
}
