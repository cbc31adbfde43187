package dev.pgweir.resources.parse;

import java.util.Arrays;
import java.util.Optional;

/** The operators that compare a column with one value. */
public enum Comparison {
    EQ("eq", "="),
    NEQ("neq", "<>"),
    GT("gt", ">"),
    GTE("gte", ">="),
    LT("lt", "<"),
    LTE("lte", "<="),
    LIKE("like", "LIKE"),
    ILIKE("ilike", "ILIKE");

    private final String word;
    private final String sql;

    Comparison(String word, String sql) {
        this.word = word;
        this.sql = sql;
    }

    static Optional<Comparison> of(String word) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.word.equals(word))
                .findFirst();
    }

    /** The operator in SQL. */
    public String sql() {
        return sql;
    }

    boolean isPattern() {
        return this == LIKE || this == ILIKE;
    }
}
