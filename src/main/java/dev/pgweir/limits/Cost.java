package dev.pgweir.limits;

/** What a request costs of what its caller may spend: about as many times the work of a read by key. */
public enum Cost {
    ITEM(1),
    LIST(2),
    WRITE(3),
    FUNCTION(3),
    EXACT_COUNT(10),
    STREAM(20);

    /** What every rate has to allow for, if any request is to be served. */
    static final int MOST = STREAM.units;

    private final int units;

    Cost(int units) {
        this.units = units;
    }

    int units() {
        return units;
    }
}
