package dev.pgweir.resources.query;

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

    /** The comparison that a word of the query language stands for. */
    public static Optional<Comparison> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** The operator in SQL. */
    public String sql() {
        return sql;
    }

    /** Whether the value is a pattern rather than a value of the column. */
    public boolean isPattern() {
        return this == LIKE || this == ILIKE;
    }
}
