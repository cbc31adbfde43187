package dev.pgweir.web.replay;

import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.MissingPartitions;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.request.RequestContext;
import dev.pgweir.resources.PartitionGaps;
import dev.pgweir.resources.answer.FailedBody;
import java.util.HashSet;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs a write again after the partition was made that one of its rows lacked, if it may be made. Stands outside the write's
 * transaction, which has come to nothing by then.
 */
@Component
class PartitionsOnDemand {

    /** The rows of one body may lack many. */
    private static final int MOST_FOR_ONE_WRITE = 100;

    private final MissingPartitions missing;

    PartitionsOnDemand(MissingPartitions missing) {
        this.missing = missing;
    }

    <T> T write(Table table, Supplier<T> write) {
        var made = new HashSet<KeyValue>();
        while (true) {
            try {
                return write.get();
            } catch (DataAccessException | FailedBody failure) {
                var key = PartitionGaps.missing(table, failure);
                var mayBeMade = key.isPresent() && made.size() < MOST_FOR_ONE_WRITE && made.add(key.get());
                if (!mayBeMade || !missing.make(table, key.get(), IdempotentWrites.patience())) {
                    // Without time to make it, the row is not to blame.
                    key.flatMap(_ -> RequestContext.current()).ifPresent(RequestContext::requireTime);
                    throw failure;
                }
            }
        }
    }
}
