package dev.pgweir.resources.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Relationships;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.CursorCodec;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.ParseLimits;
import dev.pgweir.resources.request.ParseLimits.Embeds;
import dev.pgweir.resources.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of a selection must come to the same as what is made for each request. */
class KnownSelectionsTests {

    private static final List<String> EXPRESSIONS = List.of(
            "order_id", "order_date", "order_amount", "order_amount.sum()", "count()", "order_id::text", "nothing");
    private static final List<String> DIRECTIONS = List.of("", ".desc", ".asc", ".nullsfirst", ".desc.nullslast");
    private static final List<String> FILTERS = List.of(
            "order_date=gte.2024-01-01",
            "order_date=lt.2024-02-01",
            "order_id=in.(1,2,3)",
            "or=(order_id.eq.1,order_amount.gt.5)",
            "order_amount=not.is.null",
            "limit=7",
            "offset=3");

    private static final Table KNOWN = SampleCatalog.sales();

    private final QueryParser knowing = parser();
    private final ListPlanner planner = new ListPlanner(new CursorCodec(new SignedText("secret".getBytes(UTF_8))));

    private static QueryParser parser() {
        return new QueryParser(
                new ParseLimits(10, 100, 100, 100, 8, new Embeds(5, 20)),
                new RelationshipFinder(new Relationships(Optional::empty)));
    }

    @Test
    void renderAsFreshOnes() {
        var random = new Random(42);
        var different = IntStream.range(0, 3_000)
                .mapToObj(_ -> parameters(random))
                .filter(parameters -> !rendered(knowing, KNOWN, parameters)
                        .equals(rendered(parser(), SampleCatalog.sales(), parameters)))
                .toList();

        assertThat(different).isEmpty();
    }

    @Test
    void renderItemsAsFreshOnes() {
        var random = new Random(42);
        for (var i = 0; i < 300; i++) {
            var select = list(random, List.of("")).map(words -> new Parameter("select", words)).stream()
                    .toList();
            var key = ItemKey.of(KNOWN, List.of(String.valueOf(random.nextInt()), "2024-01-0" + random.nextInt(1, 9)));
            assertThat(item(knowing, KNOWN, select, key)).isEqualTo(item(parser(), SampleCatalog.sales(), select, key));
        }
    }

    private static String item(QueryParser parser, Table table, List<Parameter> select, ItemKey key) {
        try {
            return text(SelectRenderer.item(table, parser.selection(table, select), key));
        } catch (InvalidRequest refused) {
            return refused.getMessage() + refused.origin();
        }
    }

    /** The statement, or why there is none. */
    private String rendered(QueryParser parser, Table table, List<Parameter> parameters) {
        try {
            return text(SelectRenderer.page(planner.plan(parser.list(table, parameters))));
        } catch (InvalidRequest refused) {
            return refused.getMessage() + refused.origin();
        }
    }

    private static String text(Statement statement) {
        return statement.text() + statement.binds() + statement.layout() + statement.plain();
    }

    private static List<Parameter> parameters(Random random) {
        List<Parameter> parameters = new ArrayList<>();
        list(random, List.of("")).map(select -> new Parameter("select", select)).ifPresent(parameters::add);
        list(random, DIRECTIONS).map(order -> new Parameter("order", order)).ifPresent(parameters::add);
        for (var filter : FILTERS) {
            if (random.nextInt(3) == 0) {
                var equals = filter.indexOf('=');
                parameters.add(new Parameter(filter.substring(0, equals), filter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static Optional<String> list(Random random, List<String> suffixes) {
        if (random.nextInt(4) == 0) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                ",",
                random.ints(1 + random.nextInt(2), 0, EXPRESSIONS.size())
                        .mapToObj(i -> EXPRESSIONS.get(i) + suffixes.get(random.nextInt(suffixes.size())))
                        .toList()));
    }
}
