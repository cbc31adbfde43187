package dev.pgweir.demo.claim;

/** How what is measured has to stand to what is required. */
public enum Relation {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    boolean holds(double measured, double required) {
        return this == AT_LEAST ? measured >= required : measured <= required;
    }
}
