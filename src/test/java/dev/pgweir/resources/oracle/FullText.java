package dev.pgweir.resources.oracle;

import java.util.List;
import java.util.Map;

/** Draws conditions of full-text search (PostgreSQL manual, chapter 12). */
final class FullText {

    private static final Map<String, String> SYNTAXES = Map.of(
            "fts",
            "to_tsquery",
            "plfts",
            "plainto_tsquery",
            "phfts",
            "phraseto_tsquery",
            "wfts",
            "websearch_to_tsquery");
    private static final Map<String, List<String>> WORDS = Map.of(
            "fts", List.of("cat & fat", "!cat", "dog:* | mat", "'fat' <-> 'cat'"),
            "plfts", List.of("the cat", "fat cat", "dog's"),
            "phfts", List.of("fat cat", "cat fat", "on a mat"),
            "wfts", List.of("\"fat cat\" or dog", "-cat", "cat mat"));

    private FullText() {}

    /** A match of an operand with words, in any syntax of them. */
    static Condition of(Operand operand, Draw draw) {
        var syntax = draw.of(WORDS.keySet().stream().sorted().toList());
        var language = draw.of(List.of("", "english", "simple"));
        var words = draw.of(WORDS.getOrDefault(syntax, List.of()));
        var configuration = language.isEmpty() ? "" : "'%s', ".formatted(language);
        var vector = operand.type().equals("tsvector")
                ? operand.sql()
                : "to_tsvector(%s%s)".formatted(configuration, operand.sql());
        var query = "%s(%s%s)"
                .formatted(SYNTAXES.getOrDefault(syntax, syntax), configuration, Operand.literal(words, "text"));
        var operator = language.isEmpty() ? syntax : "%s(%s)".formatted(syntax, language);
        return Condition.of(operand, operator, words, false, "(%s @@ %s)".formatted(vector, query));
    }
}
