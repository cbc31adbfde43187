package dev.pgweir.demo.fault;

import java.util.List;

/**
 * What clients were told of their writes, and what is there.
 *
 * @param acknowledged writes that were answered 201, once or again
 * @param found acknowledged writes that are there
 * @param lost acknowledged writes that are not
 * @param toldLost lost ones whose client was told so (409 {@code write-lost}) when it next came with its token
 * @param doubled writes that are there more than once
 * @param unknown writes of which a client was told at some time that nobody knows whether they were done
 * @param open writes that were not acknowledged before the end
 */
record Ledger(long acknowledged, long found, long lost, long toldLost, long doubled, long unknown, long open) {

    static final List<String> COLUMNS =
            List.of("acknowledged", "found", "lost", "told lost", "doubled", "unknown", "open");

    static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0, 0);

    Ledger plus(Ledger other) {
        return new Ledger(
                acknowledged + other.acknowledged,
                found + other.found,
                lost + other.lost,
                toldLost + other.toldLost,
                doubled + other.doubled,
                unknown + other.unknown,
                open + other.open);
    }

    List<Long> values() {
        return List.of(acknowledged, found, lost, toldLost, doubled, unknown, open);
    }
}
