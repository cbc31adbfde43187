package dev.pgweir.resources.parse;

import static java.util.function.Function.identity;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    private static final Map<String, Comparison> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(comparison -> comparison.word, identity()));

    private final String word;
    private final String sql;

    Comparison(String word, String sql) {
        this.word = word;
        this.sql = sql;
    }

    static Optional<Comparison> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** The operator in SQL. */
    public String sql() {
        return sql;
    }

    boolean isPattern() {
        return this == LIKE || this == ILIKE;
    }
}
