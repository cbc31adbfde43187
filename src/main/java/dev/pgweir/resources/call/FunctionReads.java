package dev.pgweir.resources.call;

import dev.pgweir.catalog.Routine.Volatility;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.resources.answer.Page;
import dev.pgweir.resources.call.CallParser.Parsed;
import dev.pgweir.resources.list.ListReads;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.run.Reads;
import dev.pgweir.resources.sql.CallRenderer;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Runs functions that only read, wherever reads go. Thread-safe. */
@Component
public class FunctionReads {

    private final ListReads lists;
    private final Reads reads;

    FunctionReads(ListReads lists, Reads reads) {
        this.lists = lists;
        this.reads = reads;
    }

    /**
     * A page of what a function answers.
     *
     * @param count how to count the rows of all pages; empty where nobody asked
     * @throws InvalidRequest where parameters are not understood
     * @throws WritesWhileReading where it writes
     */
    public Page read(Parsed parsed, Optional<CountMode> count) {
        return reading(
                parsed,
                () -> lists.plan(parsed.call(), parsed.others(), count).read().get());
    }

    /**
     * Calls a function that answers nothing.
     *
     * @throws WritesWhileReading where it writes
     */
    public void run(Parsed parsed) {
        reading(parsed, () -> reads.read(CallRenderer.nothing(parsed.call()), _ -> true));
    }

    private static <T> T reading(Parsed parsed, Supplier<T> call) {
        try {
            return call.get();
        } catch (DataAccessException failure) {
            var writes = ServerFailure.in(failure)
                    .filter(found -> found.is(SqlState.READ_ONLY_SQL_TRANSACTION) && !found.isRaised());
            if (writes.isPresent()) {
                var routine = parsed.call().routine();
                throw new WritesWhileReading(routine.name(), routine.volatility() == Volatility.VOLATILE, failure);
            }
            throw failure;
        }
    }
}
