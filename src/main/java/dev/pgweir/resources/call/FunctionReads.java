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

    /** The server itself keeps functions from writing that are declared not to (PostgreSQL manual, chapter 36.7). */
    private static boolean isOfAWrite(ServerFailure failure) {
        return !failure.isRaised()
                && (failure.is(SqlState.READ_ONLY_SQL_TRANSACTION)
                        || (failure.is(SqlState.FEATURE_NOT_SUPPORTED)
                                && failure.message().endsWith("is not allowed in a non-volatile function")));
    }

    private static <T> T reading(Parsed parsed, Supplier<T> call) {
        try {
            return call.get();
        } catch (DataAccessException failure) {
            var writes = ServerFailure.in(failure).filter(FunctionReads::isOfAWrite);
            if (writes.isPresent()) {
                var routine = parsed.call().routine();
                throw new WritesWhileReading(routine.name(), routine.volatility() == Volatility.VOLATILE, failure);
            }
            throw failure;
        }
    }
}
