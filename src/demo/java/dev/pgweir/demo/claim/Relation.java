package dev.pgweir.demo.claim;

/** How what is measured has to stand to what is required. */
public enum Relation {
    AT_LEAST("≥", "at least"),
    AT_MOST("≤", "at most");

    private final String sign;
    private final String words;

    Relation(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    public String sign() {
        return sign;
    }

    String words() {
        return words;
    }

    boolean holds(double measured, double required) {
        return this == AT_LEAST ? measured >= required : measured <= required;
    }
}
