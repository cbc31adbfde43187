package dev.pgweir.limits;

import dev.pgweir.request.Caller;
import dev.pgweir.request.Caller.InRole;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bounds what callers ask for. Those with a name are told apart by it, others by where they come from. What operators and the
 * gateway itself ask for is not limited. It counts for this gateway alone. Thread-safe.
 */
public final class Limits {

    private final Shares callers;
    private final Shares addresses;
    private final Map<String, CallersRows> rows;
    private final Optional<Rate> failures;
    private final Refusals refusals;

    /**
     * @param callers what those with a name may
     * @param addresses what others may
     * @param rows what callers in a role may have of lists
     * @param failures how many tokens of an address may be refused
     */
    Limits(
            Shares callers,
            Shares addresses,
            Map<String, CallersRows> rows,
            Optional<Rate> failures,
            Refusals refusals) {
        this.callers = callers;
        this.addresses = addresses;
        this.rows = Map.copyOf(rows);
        this.failures = failures;
        this.refusals = refusals;
    }

    /**
     * Lets in a request.
     *
     * @param address where it comes from
     * @throws LimitExceeded where its caller has to wait
     */
    public Admission admit(Caller caller, Supplier<String> address, Supplier<Cost> cost) {
        return switch (caller) {
            case Caller.Gateway() -> Admission.FREE;
            case Caller.Anybody() -> admit(addresses.ofAll(), address, cost);
            case InRole anonymous when anonymous.anonymous() -> admit(addresses.of(anonymous.role()), address, cost);
            case InRole named -> admit(callers.of(named.role()), named::name, cost);
        };
    }

    private Admission admit(Share share, Supplier<String> who, Supplier<Cost> cost) {
        return share.isUnlimited() ? Admission.FREE : refusals.count(() -> share.admit(who.get(), cost.get()));
    }

    /** What the caller may have of lists, where that is less than others may. */
    public Optional<CallersRows> rows(Caller caller) {
        return rows.isEmpty() || !(caller instanceof InRole inRole)
                ? Optional.empty()
                : Optional.ofNullable(rows.get(inRole.role()));
    }

    /**
     * To be asked before a token is looked at.
     *
     * @throws LimitExceeded where too many from there were refused
     */
    public void requireFewFailures(Supplier<String> address) {
        if (failures.isPresent() && !failures.get().isUntouched()) {
            failures.get().left(address.get()).filter(left -> left.left() == 0).ifPresent(spent -> {
                throw refusals.counted(LimitExceeded.ofRate(spent));
            });
        }
    }

    /** Notes that a token from there was refused. */
    public void noteFailure(String address) {
        failures.ifPresent(rate -> rate.note(address));
    }
}
