package dev.pgweir.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many places at a time each of many may hold. Only those who hold some are known. Thread-safe. */
final class Places {

    private final int most;
    private final ConcurrentMap<String, Integer> held = new ConcurrentHashMap<>();

    /** @param most 0 for any number */
    Places(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    boolean isUnlimited() {
        return most == 0;
    }

    /** Takes one, if one is free. */
    boolean take(String who) {
        var taken = new boolean[1];
        held.compute(who, (_, count) -> {
            var before = count == null ? 0 : count;
            taken[0] = before < most;
            return taken[0] ? before + 1 : before;
        });
        return taken[0];
    }

    /** Gives back one that was taken. */
    void giveBack(String who) {
        held.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
    }
}
