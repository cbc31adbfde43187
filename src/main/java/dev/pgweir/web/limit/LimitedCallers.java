package dev.pgweir.web.limit;

import dev.pgweir.access.apikey.InvalidKey;
import dev.pgweir.access.caller.Callers;
import dev.pgweir.access.caller.Callers.Asked;
import dev.pgweir.access.caller.Credentials;
import dev.pgweir.access.token.InvalidToken;
import dev.pgweir.limits.Admission;
import dev.pgweir.limits.CallersRows;
import dev.pgweir.limits.Limits;
import dev.pgweir.limits.address.Addresses;
import dev.pgweir.request.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Tells who sends a request, and lets it in as far as the limits of that caller allow. Thread-safe. */
@Component
public class LimitedCallers {

    private final Callers callers;
    private final Limits limits;
    private final Addresses addresses;

    LimitedCallers(Callers callers, Limits limits, Addresses addresses) {
        this.callers = callers;
        this.limits = limits;
        this.addresses = addresses;
    }

    /** As {@link Callers#areToldApart}. */
    public boolean areToldApart() {
        return callers.areToldApart();
    }

    /** As {@link Callers#mayShowKeys}. */
    public boolean mayShowKeys() {
        return callers.mayShowKeys();
    }

    /** As {@link Callers#operator}. */
    public Caller operator() {
        return callers.operator();
    }

    /**
     * As {@link Callers#ofPage}.
     *
     * @throws dev.pgweir.limits.LimitExceeded where too many tokens from the same address were refused
     */
    public Caller ofPage(Credentials shown, Asked asked, HttpServletRequest request) {
        return counted(request, shown, () -> callers.ofPage(shown, asked));
    }

    /**
     * As {@link Callers#of}.
     *
     * @throws dev.pgweir.limits.LimitExceeded where too many tokens from the same address were refused
     */
    public Caller of(Credentials shown, Asked asked, HttpServletRequest request) {
        return counted(request, shown, () -> callers.of(shown, asked));
    }

    private Caller counted(HttpServletRequest request, Credentials shown, Supplier<Caller> caller) {
        if (shown.token().isEmpty() && shown.key().isEmpty()) {
            return caller.get();
        }
        limits.requireFewFailures(() -> address(request));
        try {
            return caller.get();
        } catch (InvalidToken | InvalidKey refused) {
            limits.noteFailure(address(request));
            throw refused;
        }
    }

    /**
     * Lets in a request of a caller. What it may not have more of at a time it gives back when it ends.
     *
     * @throws dev.pgweir.limits.LimitExceeded where its caller has to wait
     */
    public void admit(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        var admission = limits.admit(caller, () -> address(request), () -> Costs.of(request));
        admission.nearlySpent().ifPresent(allowance -> RateFields.of(allowance).forEach(response::setHeader));
        if (admission.holdsPlaces()) {
            request.setAttribute(Admission.class.getName(), admission);
        }
    }

    /** What the caller may have of lists, where that is less than others may. */
    public Optional<CallersRows> rows(Caller caller) {
        return limits.rows(caller);
    }

    private String address(HttpServletRequest request) {
        return addresses.of(request.getRemoteAddr(), () -> Collections.list(request.getHeaders("X-Forwarded-For")));
    }
}
