package dev.pgweir.web.related;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.testing.Explained;
import dev.pgweir.testing.ServedSchema;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the server locks of two tables that are partitioned by day, where a request needs one day of both. */
@Tag("soak")
class ManyPartitionsIntegrationTests {

    private static final int PARTITIONS = 1000;

    private static ServedSchema served;

    @BeforeAll
    static void start() {
        served = ServedSchema.of("daily", Stream.of("daily.sql"), ManyPartitionsIntegrationTests.class);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    /** The parents, a partition of each, and their indexes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            voyage | select=id,stop(no)&day=eq.2024-03-05&limit=20
            voyage | select=id,stop(no)&day=gte.2024-03-05&day=lt.2024-03-06&order=id&limit=20
            voyage | select=id,stop!inner(no)&stop.day=eq.2024-03-05&limit=20
            stop   | select=no,voyage(id)&day=eq.2024-03-05&limit=20
            stop   | select=no,voyage!inner(id)&voyage.day=eq.2024-03-05&limit=20
            stop   | select=no,voyage(id,stop(no))&day=eq.2024-03-05&limit=20
            """)
    void locksADayOfBoth(String name, String query) throws SQLException {
        var gateway = served.started();
        var table =
                gateway.part(Catalogs.class).current().orElseThrow().table(name).orElseThrow();
        assertThat(table.partitioning().orElseThrow().partitions()).hasSize(PARTITIONS);
        var parameters = Stream.of(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> new Parameter(pair[0], pair[1]))
                .toList();
        var plan = gateway.part(ListPlanner.class)
                .plan(gateway.part(QueryParser.class).list(table, parameters));
        try (var connection = TestCluster.shared().connect("primary")) {
            connection.setAutoCommit(false);
            var primary = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            Explained.plan(primary, SelectRenderer.page(plan));
            var locked = primary.queryForList(
                    "SELECT relation::regclass::text FROM pg_locks WHERE pid = pg_backend_pid()"
                            + " AND relation::regclass::text LIKE 'daily.%' ORDER BY 1",
                    String.class);

            assertThat(locked)
                    .hasSizeBetween(4, 12)
                    .allMatch(relation -> !relation.matches(".*_\\d+") || relation.contains("_64"));
        }
    }
}
