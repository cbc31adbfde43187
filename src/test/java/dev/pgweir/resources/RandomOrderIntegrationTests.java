package dev.pgweir.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever the ordering, all pages together are what one ORDER BY gives. */
@GatewayTest
class RandomOrderIntegrationTests {

    private static final int ORDERINGS = 12;

    private final Gateway gateway;

    @Autowired
    RandomOrderIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        RandomTable.create(gateway);
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        RandomTable.drop(gateway);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void pagesThroughAllRowsInOrder(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < ORDERINGS; i++) {
            var terms = terms(random);
            var query = query(terms, random);
            assertThat(RandomTable.pages(gateway, query))
                    .as("seed %d, ordering %d: %s", seed, i, query)
                    .containsExactlyElementsOf(RandomTable.sql("ORDER BY " + sql(terms)));
        }
    }

    /**
     * One term of an ordering.
     *
     * @param column the column
     * @param direction nothing, {@code .asc} or {@code .desc}
     * @param nulls nothing, {@code .nullsfirst} or {@code .nullslast}
     */
    private record Term(String column, String direction, String nulls) {

        String sql() {
            return "\"%s\"%s%s".formatted(column, direction.replace('.', ' '), nulls.replace(".nulls", " NULLS "));
        }
    }

    private static List<Term> terms(Random random) {
        var columns = new ArrayList<>(RandomTable.COLUMNS);
        Collections.shuffle(columns, random);
        return columns.subList(0, 1 + random.nextInt(4)).stream()
                .map(column -> new Term(
                        column, any(random, "", ".asc", ".desc"), any(random, "", ".nullsfirst", ".nullslast")))
                .toList();
    }

    private static String query(List<Term> terms, Random random) {
        var order = terms.stream()
                .map(term -> term.column() + term.direction() + term.nulls())
                .collect(Collectors.joining(","));
        var select = any(random, "", "&select=id", "&select=id,amount,moment");
        return "order=%s&limit=%d%s".formatted(order, 4 + random.nextInt(20), select);
    }

    /** The ordering with the key behind it, in the direction of the last term. */
    private static String sql(List<Term> terms) {
        var named = terms.stream().map(Term::column).toList();
        var last = terms.getLast().direction();
        var key = Stream.of("day", "id")
                .filter(column -> !named.contains(column))
                .map(column -> new Term(column, last, ""));
        return Stream.concat(terms.stream(), key).map(Term::sql).collect(Collectors.joining(", "));
    }

    private static String any(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
