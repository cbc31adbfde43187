package dev.pgweir.resources.parse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pgweir.catalog.PerTable;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.request.InvalidRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses what clients select and order by, and remembers it: most ask in the same few words. Thread-safe. */
final class Selections {

    /** Characters of the words that are remembered about a table. */
    private static final long MOST_CHARACTERS = 100_000;

    private final PerTable<Cache<Words, Selection>> known = new PerTable<>();

    private record Words(@Nullable String select, @Nullable String order) {

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
        var words = new Words(single.get("select"), single.get("order"));
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

    private static Selection parse(Table table, Words words) {
        var projection = projection(table, words.select);
        return new Selection(
                projection,
                words.order == null ? List.<OrderTerm>of() : new OrderParser(table, projection, words.order).parse());
    }

    /** The columns that are selected: all where the client does not say. */
    static List<Selected> projection(Table table, @Nullable String select) {
        return select == null ? ProjectionParser.all(table) : new ProjectionParser(table, select).parse();
    }
}
