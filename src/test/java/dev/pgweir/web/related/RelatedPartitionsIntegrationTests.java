package dev.pgweir.web.related;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.testing.Explained;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Which partitions the server looks into where two tables are partitioned alike, and the key between them says so. */
@GatewayTest
class RelatedPartitionsIntegrationTests {

    private final Catalogs catalogs;
    private final QueryParser parser;
    private final ListPlanner planner;
    private final Gateway gateway;

    @Autowired
    RelatedPartitionsIntegrationTests(Catalogs catalogs, QueryParser parser, ListPlanner planner, Gateway gateway) {
        this.catalogs = catalogs;
        this.parser = parser;
        this.planner = planner;
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        List<String> sql = new ArrayList<>(List.of(
                "CREATE TABLE voyage (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
                "CREATE TABLE stop (voyage_id int, day date, no int, port text, PRIMARY KEY (voyage_id, day, no),"
                        + " FOREIGN KEY (voyage_id, day) REFERENCES voyage) PARTITION BY RANGE (day)"));
        for (var month = 1; month <= 12; month++) {
            for (var table : List.of("voyage", "stop")) {
                sql.add("CREATE TABLE %1$s_%2$02d PARTITION OF %1$s FOR VALUES FROM (%3$s) TO (%4$s)"
                        .formatted(table, month, first(month), first(month + 1)));
            }
        }
        sql.add("INSERT INTO voyage SELECT g, date '2024-01-01' + g FROM generate_series(0, 300) g");
        sql.add("INSERT INTO stop SELECT id, day, n, 'p' || n FROM voyage, generate_series(1, 3) n");
        sql.add("GRANT ALL ON voyage, stop TO pgweir");
        SharedSchema.change(gateway, sql.toArray(String[]::new));
    }

    private static String first(int month) {
        return month > 12 ? "'2025-01-01'" : "'2024-%02d-01'".formatted(month);
    }

    @AfterAll
    static void dropTables() {
        TestCluster.shared().execute("DROP TABLE stop, voyage");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            voyage | select=id,stop(no)&day=gte.2024-03-01&day=lt.2024-04-01             | voyage_03 stop_03
            voyage | select=id,stop(no)&day=eq.2024-03-05                                | voyage_03 stop_03
            voyage | select=id,stop!inner(no)&stop.day=eq.2024-03-05                     | voyage_03 stop_03
            voyage | select=id,stop(no)&stop.day=eq.2024-02-05&day=gte.2024-02-01&day=lt.2024-04-01 | voyage_02 voyage_03 stop_02
            stop   | select=no,voyage(id)&day=gte.2024-03-01&day=lt.2024-04-01           | voyage_03 stop_03
            stop   | select=no,voyage!inner(id)&voyage.day=lt.2024-02-01                 | voyage_01 stop_01
            stop   | select=no,voyage(id,stop(no))&day=eq.2024-03-05                     | voyage_03 stop_03
            voyage | select=id,stop()&stop=is.null&day=lt.2024-02-01                     | voyage_01 stop_01
            """)
    void lieInTheWindowOfTheOther(String table, String query, String touched) throws SQLException {
        assertThat(touched(table, query)).containsExactlyInAnyOrder(touched.split(" "));
    }

    @Test
    void areFoundStepByStepWithoutARange() {
        var page = gateway.get("/voyage?select=id,stop(no)&order=day.desc&limit=2");

        assertThat(json(page).at("/0/stop").size()).as(page.body()).isEqualTo(3);
    }

    private List<String> touched(String name, String query) throws SQLException {
        var table = catalogs.current().orElseThrow().table(name).orElseThrow();
        ListPlan plan = planner.plan(parser.list(
                table,
                Stream.of(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .map(pair -> new Parameter(pair[0], pair[1]))
                        .toList()));
        var statement = SelectRenderer.page(plan);
        try (var connection = TestCluster.shared().connect("primary")) {
            var primary = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            return Pattern.compile("(?:Scan|Scan using \\S+) on ((?:voyage|stop)_\\d\\d)\\b")
                    .matcher(Explained.plan(primary, statement))
                    .results()
                    .map((MatchResult scan) -> scan.group(1))
                    .distinct()
                    .toList();
        }
    }
}
