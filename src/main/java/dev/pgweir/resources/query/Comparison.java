package dev.pgweir.resources.query;

import static java.util.function.Function.identity;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operators that compare with one value (PostgreSQL manual, chapter 9). */
public enum Comparison {
    EQ("eq", "=", true),
    NEQ("neq", "<>", true),
    GT("gt", ">", true),
    GTE("gte", ">=", true),
    LT("lt", "<", true),
    LTE("lte", "<=", true),
    LIKE("like", "LIKE", true),
    ILIKE("ilike", "ILIKE", true),
    MATCH("match", "~", true),
    IMATCH("imatch", "~*", true),
    IS_DISTINCT("isdistinct", "IS DISTINCT FROM", false),
    CONTAINS("cs", "@>", false),
    CONTAINED("cd", "<@", false),
    OVERLAPS("ov", "&&", false),
    STRICTLY_LEFT("sl", "<<", false),
    STRICTLY_RIGHT("sr", ">>", false),
    NOT_EXTENDING_RIGHT("nxr", "&<", false),
    NOT_EXTENDING_LEFT("nxl", "&>", false),
    ADJACENT("adj", "-|-", false);

    private static final Map<String, Comparison> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(comparison -> comparison.word, identity()));

    private final String word;
    private final String sql;
    private final boolean quantifiable;

    Comparison(String word, String sql, boolean quantifiable) {
        this.word = word;
        this.sql = sql;
        this.quantifiable = quantifiable;
    }

    /** The comparison that a word of the query language stands for. */
    public static Optional<Comparison> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** The word of the query language. */
    public String word() {
        return word;
    }

    /** The operator in SQL. */
    public String sql() {
        return sql;
    }

    /** Whether it can be asked of any or all of several values. */
    public boolean isQuantifiable() {
        return quantifiable;
    }

    /** Whether it may compare with a range. */
    public boolean takesRanges() {
        return compareTo(CONTAINS) >= 0;
    }

    /** Whether an asterisk stands for any characters. */
    public boolean hasWildcards() {
        return this == LIKE || this == ILIKE;
    }
}
