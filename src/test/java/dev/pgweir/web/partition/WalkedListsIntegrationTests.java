package dev.pgweir.web.partition;

import static dev.pgweir.testing.Answers.follow;
import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * However a table is partitioned, and whatever is asked, all pages together hold what one plain statement gives, in its order.
 * Pages get so little time that many end short. The seed is fixed, so that a build does not fail at random.
 */
@GatewayTest
@TestPropertySource(properties = "pgweir.partitions.scan-time=10ms")
class WalkedListsIntegrationTests {

    private static final long SEED = 20240229;

    private final Gateway gateway;

    @Autowired
    WalkedListsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                Arrays.stream(Layout.values())
                        .flatMap(layout -> layout.statements().stream())
                        .toArray(String[]::new));
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                Arrays.stream(Layout.values())
                        .map(layout -> "DROP TABLE IF EXISTS " + layout.table())
                        .toArray(String[]::new));
    }

    /**
     * A list.
     *
     * @param filters of the query language
     * @param conditions the same in SQL
     * @param order the terms, each a column with or without " DESC"
     */
    record Asked(Layout layout, List<String> filters, List<String> conditions, List<String> order, int limit) {

        String path() {
            List<String> words = new ArrayList<>(filters);
            if (!order.isEmpty()) {
                words.add("order=" + String.join(",", order).replace(" DESC", ".desc"));
            }
            words.add("limit=" + limit);
            return "/" + layout.table() + "?" + String.join("&", words);
        }

        String sql() {
            return "SELECT * FROM %s%s%s"
                    .formatted(
                            layout.table(),
                            conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
                            order.isEmpty() ? "" : " ORDER BY " + String.join(", ", order));
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void allPagesTogetherHoldWhatOneStatementGives(Asked asked) {
        var answered = follow(gateway, asked.path());
        var expected = json(TestCluster.shared()
                        .query(
                                "primary",
                                "SELECT coalesce(json_agg(row_to_json(q)), '[]')::text FROM (%s) q"
                                        .formatted(asked.sql()),
                                String.class))
                .values();
        assertThat(answered).as(asked.toString()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(answered.stream().map(row -> places(row, asked)).toList())
                .as(asked.toString())
                .isEqualTo(expected.stream().map(row -> places(row, asked)).toList());
    }

    private static List<JsonNode> places(JsonNode row, Asked asked) {
        return asked.order().stream()
                .map(term -> row.path(term.replace(" DESC", "")))
                .toList();
    }

    static Stream<Asked> lists() {
        var random = new Random(SEED);
        return Stream.generate(() -> asked(random)).limit(300);
    }

    private static Asked asked(Random random) {
        var layouts = Layout.values();
        var layout = layouts[random.nextInt(layouts.length)];
        List<String> filters = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        if (random.nextBoolean()) {
            var value = layout.value(random);
            filters.add("key=gte." + value);
            conditions.add("key >= '%s'".formatted(value));
        }
        if (random.nextBoolean()) {
            var value = layout.value(random);
            filters.add("key=lt." + value);
            conditions.add("key < '%s'".formatted(value));
        }
        if (random.nextInt(4) == 0) {
            var values = Stream.generate(() -> layout.value(random)).limit(3).toList();
            filters.add("key=in.(%s)".formatted(String.join(",", values)));
            conditions.add("key IN ('%s')".formatted(String.join("','", values)));
        }
        if (random.nextInt(3) == 0) {
            var amount = random.nextInt(15); // of some there is none
            filters.add("amount=eq." + amount);
            conditions.add("amount = " + amount);
        }
        var orders = List.of(
                List.<String>of(),
                List.of("key"),
                List.of("key DESC"),
                List.of("key DESC", "id DESC"),
                List.of("key", "amount DESC"),
                List.of("amount", "key DESC"),
                List.of("id"));
        return new Asked(
                layout, filters, conditions, orders.get(random.nextInt(orders.size())), 1 + random.nextInt(60));
    }
}
