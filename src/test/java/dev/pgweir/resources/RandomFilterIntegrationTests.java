package dev.pgweir.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.net.URLEncoder;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever the filters, the rows are those that the same WHERE gives. */
@GatewayTest
class RandomFilterIntegrationTests {

    private static final int FILTERS = 100;

    private final Gateway gateway;

    @Autowired
    RandomFilterIntegrationTests(Gateway gateway) {
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
    @ValueSource(longs = {1, 2, 3})
    void passesTheRowsThatSqlPasses(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < FILTERS; i++) {
            var filters = filters(random);
            var query = filters.stream().map(RandomFilter::parameter).collect(Collectors.joining("&"));
            var condition = filters.stream().map(RandomFilter::sql).collect(Collectors.joining(" AND "));
            assertThat(RandomTable.pages(gateway, encoded(filters) + "&order=id"))
                    .as("seed %d, filter %d: %s means %s", seed, i, query, condition)
                    .containsExactlyElementsOf(RandomTable.sql("WHERE %s ORDER BY id".formatted(condition)));
        }
    }

    private static List<RandomFilter> filters(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> RandomFilter.any(random, 3))
                .toList();
    }

    private static String encoded(List<RandomFilter> filters) {
        return filters.stream()
                .map(filter -> filter.name() + "=" + URLEncoder.encode(filter.value(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
