package dev.pgweir.limits;

import dev.pgweir.request.PerRequest;
import dev.pgweir.request.RequestContext;

/**
 * What the caller of a request may have of a list, where that is less than others may. Immutable.
 *
 * @param most the most rows of a page
 * @param counted whether it may have all rows counted
 */
public record CallersRows(int most, boolean counted) implements PerRequest<CallersRows> {

    private static final CallersRows ANY = new CallersRows(Integer.MAX_VALUE, true);

    /** That of the running request. */
    public static CallersRows current() {
        return RequestContext.current(CallersRows.class).orElse(ANY);
    }

    /** So many rows, or as many as the caller of the running request may have. */
    public static int atMost(int rows) {
        return Math.min(rows, current().most());
    }

    @Override
    public CallersRows part() {
        return this;
    }
}
