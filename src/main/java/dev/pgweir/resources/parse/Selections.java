package dev.pgweir.resources.parse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pgweir.catalog.PerTable;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.ParseLimits;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses what clients select and order by, and remembers it: most ask in the same few words. Thread-safe. */
final class Selections {

    /** Characters of the words that are remembered about a table. */
    private static final long MOST_CHARACTERS = 100_000;

    private final RelationshipFinder relationships;
    private final ParseLimits limits;
    /** Tables that embed each other would keep each other for ever. */
    private final PerTable<Cache<Words, Selection>> known = new PerTable<>(Duration.ofMinutes(10));

    Selections(RelationshipFinder relationships, ParseLimits limits) {
        this.relationships = relationships;
        this.limits = limits;
    }

    /** @param mostRows that may be embedded in a row, which is part of what is parsed */
    private record Words(@Nullable String select, @Nullable String order, int mostRows) {

        int length() {
            return 1 + (select == null ? 0 : select.length()) + (order == null ? 0 : order.length());
        }
    }

    /**
     * What the parameters of a list select.
     *
     * @param single the parameters that may be given once, by name
     * @throws InvalidRequest where they are not understood
     */
    Selection of(Table table, Map<String, String> single) {
        var words = new Words(single.get("select"), single.get("order"), limits.mostRows());
        return known.get(table, _ -> cache()).get(words, _ -> parse(table, words));
    }

    private static Cache<Words, Selection> cache() {
        return Caffeine.newBuilder()
                .maximumWeight(MOST_CHARACTERS)
                .weigher((Words words, Selection _) -> words.length())
                // To wake another thread would take longer.
                .executor(Runnable::run)
                .build();
    }

    private Selection parse(Table table, Words words) {
        var selection = words.select == null
                ? ProjectionParser.all(table)
                : new ProjectionParser(table, words.select, new EmbeddingParser(relationships, limits)).parse();
        return words.order == null
                ? selection
                : new Selection(
                        selection.projection(),
                        new OrderParser(table, selection, words.order).parse(),
                        selection.embeddings());
    }
}
