package dev.pgweir.web.replay;

import dev.pgweir.catalog.Table;
import dev.pgweir.idempotency.Idempotency;
import dev.pgweir.idempotency.Idempotency.WriteKey;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.request.Caller;
import dev.pgweir.request.Caller.InRole;
import dev.pgweir.request.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Runs writes and sends their answers: once, where the request names its write by an Idempotency-Key. */
@Component
public class IdempotentWrites {

    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    private final Idempotency idempotency;
    private final PartitionsOnDemand partitions;

    IdempotentWrites(Idempotency idempotency, PartitionsOnDemand partitions) {
        this.idempotency = idempotency;
        this.partitions = partitions;
    }

    /** Answers a request to write into a table, with this body, by the write, or as the write was answered before. */
    public void answer(
            HttpServletRequest request, HttpServletResponse response, Table table, byte[] body, Supplier<Answer> write)
            throws IOException {
        if (request.getHeader(KEY) == null) {
            partitions.write(table, write).send(response);
            return;
        }
        if (Caller.current() instanceof InRole caller && caller.anonymous()) {
            throw anonymous();
        }
        var key = new WriteKey(Caller.currentName(), KeyField.value(request.getHeaders(KEY)));
        var fingerprint = Fingerprint.of(request, body);
        var outcome = partitions.write(
                table,
                () -> idempotency.once(
                        key, fingerprint, patience(), () -> write.get().stored()));
        if (outcome.replayed()) {
            response.setHeader(REPLAYED, "true");
        }
        Answer.of(outcome.answer()).send(response);
    }

    /** The answer to one anonymous caller would be given to another who uses the same key. */
    private static ProblemException anonymous() {
        return Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthenticated",
                        "an Idempotency-Key is for callers who say who they are")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .toException();
    }

    static Duration patience() {
        return RequestContext.current()
                .map(request -> request.deadline().remaining())
                .orElse(Duration.ZERO);
    }
}
