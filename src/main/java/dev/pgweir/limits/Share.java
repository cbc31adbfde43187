package dev.pgweir.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each of one kind may: callers with names, or addresses. Thread-safe. */
final class Share {

    private final Optional<Rate> rate;
    private final Places requests;
    private final Places streams;

    Share(Optional<Rate> rate, Places requests, Places streams) {
        this.rate = rate;
        this.requests = requests;
        this.streams = streams;
    }

    /** The same with another rate; how many run at a time is counted together. */
    Share with(Optional<Rate> other) {
        return new Share(other, requests, streams);
    }

    boolean isUnlimited() {
        return rate.isEmpty() && requests.isUnlimited() && streams.isUnlimited();
    }

    /**
     * Lets in a request.
     *
     * @throws LimitExceeded where it may not come in
     */
    Admission admit(String who, Cost cost) {
        var left = rate.map(limited -> limited.spend(who, cost.units()));
        List<Runnable> held = new ArrayList<>(2);
        hold(requests, Cause.REQUESTS, who, held);
        if (cost == Cost.STREAM) {
            try {
                hold(streams, Cause.STREAMS, who, held);
            } catch (LimitExceeded refusal) {
                held.forEach(Runnable::run);
                throw refusal;
            }
        }
        return new Admission(left.filter(Allowance::isNearlySpent), held);
    }

    private static void hold(Places places, Cause cause, String who, List<Runnable> held) {
        if (places.isUnlimited()) {
            return;
        }
        if (!places.take(who)) {
            throw LimitExceeded.ofPlaces(cause, places.most());
        }
        held.add(() -> places.giveBack(who));
    }
}
