package dev.pgweir.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Structure;
import dev.pgweir.embedded.TestCluster;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Which partitions the server itself leaves out, and when. */
class PruningIntegrationTests {

    private static final String MONTHS = "2024-01-01 2024-02-01 2024-03-01 2024-04-01 2024-05-01";

    private final TestCluster cluster = TestCluster.shared();
    private final Connection connection;
    private final Random random = new Random(1);

    PruningIntegrationTests() throws SQLException {
        connection = cluster.connect("primary");
    }

    @BeforeEach
    void createSchema() {
        cluster.execute("CREATE SCHEMA pruning");
    }

    @AfterEach
    void dropSchema() throws SQLException {
        connection.close();
        cluster.execute("DROP SCHEMA pruning CASCADE");
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, date, " + MONTHS,
        "TIMESTAMP, timestamp, " + MONTHS,
        "TIMESTAMPTZ, timestamptz, 2024-03-30T00:00:00Z 2024-03-31T00:00:00+01 2024-03-31T01:00:00Z 2024-03-31T05:00:00Z",
        "INT2, smallint, -32768 -10 9 10 32767",
        "INT4, integer, -10 9 10 100",
        "INT8, bigint, -9223372036854775808 0 9223372036854775807",
        "UUID, uuid, 00000000-0000-0000-7fff-ffffffffffff 7fffffff-0000-0000-0000-000000000000"
                + " 80000000-0000-0000-0000-000000000000 ffffffff-0000-0000-0000-000000000000",
    })
    void agreesWithTheServerOnThePartitionsOfAnyWindow(KeyType type, String sqlType, String bounds) {
        List<String> values = List.of(bounds.split(" "));
        RangePartitions partitions =
                RangePartitions.of(create(sqlType, type, values)).orElseThrow();
        for (int i = 0; i < 60; i++) {
            Window window = anyWindow(type, values);
            List<String> expected = partitions.intersecting(window).stream()
                    .map(Partition::name)
                    .toList();
            assertThat(scanned(plan("SELECT FROM pruning.t WHERE " + condition(window, sqlType))))
                    .as("%s", window)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void aDateBoundPrunesWhenThePlanIsMade() {
        create("date", KeyType.DATE, List.of(MONTHS.split(" ")));
        String plan = plan(
                "SELECT FROM pruning.t WHERE k >= ? AND k < ?", LocalDate.of(2024, 2, 1), LocalDate.of(2024, 3, 1));
        assertThat(scanned(plan)).containsExactly("t_1");
        assertThat(plan).doesNotContain("Subplans Removed");
    }

    @Test
    void aTimestamptzBoundOnADatePrunesOnlyWhenThePlanRuns() {
        create("date", KeyType.DATE, List.of(MONTHS.split(" ")));
        OffsetDateTime february = OffsetDateTime.of(2024, 2, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        assertThat(plan("SELECT FROM pruning.t WHERE k >= ? AND k < ?", february, february.plusDays(1)))
                .contains("Subplans Removed");
    }

    @Test
    void aTextBoundPrunesWhenThePlanIsMadeOnlyIfItsTypeIsLeftToTheServer() {
        create("date", KeyType.DATE, List.of(MONTHS.split(" ")));
        String sql = "SELECT FROM pruning.t WHERE k = CAST(? AS date)";
        assertThat(plan(sql, "2024-02-01")).contains("Subplans Removed");
        String untyped = plan(sql, new SqlParameterValue(Types.OTHER, "2024-02-01"));
        assertThat(scanned(untyped)).containsExactly("t_1");
        assertThat(untyped).doesNotContain("Subplans Removed");
    }

    @Test
    void aRowComparisonPrunesNothingWithoutABoundOfItsOwn() {
        create("date", KeyType.DATE, List.of(MONTHS.split(" ")));
        LocalDate last = LocalDate.of(2024, 2, 10);
        assertThat(scanned(plan("SELECT FROM pruning.t WHERE (k, id) < (?, 7)", last)))
                .hasSize(4);
        assertThat(scanned(plan("SELECT FROM pruning.t WHERE (k, id) < (?, 7) AND k <= ?", last, last)))
                .containsExactly("t_0", "t_1");
    }

    private Table create(String sqlType, KeyType type, List<String> bounds) {
        cluster.execute("CREATE TABLE pruning.t (id bigint, k %s) PARTITION BY RANGE (k)".formatted(sqlType));
        List<Partition> partitions = IntStream.range(0, bounds.size() - 1)
                .mapToObj(i -> new Partition(
                        "pruning",
                        "t_" + i,
                        new Bounds.Range(
                                List.of(new Bound.Value(bounds.get(i))), List.of(new Bound.Value(bounds.get(i + 1))))))
                .toList();
        for (int i = 0; i < partitions.size(); i++) {
            cluster.execute("CREATE TABLE pruning.t_%d PARTITION OF pruning.t FOR VALUES FROM ('%s') TO ('%s')"
                    .formatted(i, bounds.get(i), bounds.get(i + 1)));
        }
        String base = type.name().toLowerCase(Locale.ROOT);
        Column key = new Column(
                "k",
                new ColumnType(sqlType, base, false, ColumnType.Kind.BASE, List.of()),
                true,
                Optional.empty(),
                Column.Generation.NONE,
                Optional.empty());
        return new Table(
                "pruning",
                "t",
                Table.Kind.PARTITIONED_TABLE,
                Optional.empty(),
                new Structure(
                        List.of(key),
                        List.of(),
                        List.of(),
                        Optional.of(new Partitioning(Partitioning.Strategy.RANGE, List.of("k"), partitions))),
                new Access(Set.of(), EnumSet.allOf(Table.Trait.class)));
    }

    private Window anyWindow(KeyType type, List<String> bounds) {
        return Window.ALL.intersect(anySide(type, bounds)).intersect(anySide(type, bounds));
    }

    private Window anySide(KeyType type, List<String> bounds) {
        KeyValue bound = type.parse(bounds.get(random.nextInt(bounds.size()))).orElseThrow();
        KeyValue value = type.at(bound.position().add(BigInteger.valueOf(random.nextInt(-2, 3))))
                .orElse(bound);
        return switch (random.nextInt(6)) {
            case 0 -> Window.ALL;
            case 1 -> Window.before(value);
            case 2 -> Window.through(value);
            case 3 -> Window.after(value);
            case 4 -> Window.only(value);
            default -> Window.startingAt(value);
        };
    }

    private static String condition(Window window, String sqlType) {
        return "true"
                + window.from()
                        .map(from -> " AND k >= '%s'::%s".formatted(from.text(), sqlType))
                        .orElse("")
                + window.to()
                        .map(to -> " AND k < '%s'::%s".formatted(to.text(), sqlType))
                        .orElse("");
    }

    private String plan(String sql, Object... parameters) {
        return String.join(
                "\n",
                JdbcClient.create(new SingleConnectionDataSource(connection, true))
                        .sql("EXPLAIN " + sql)
                        .params(List.of(parameters))
                        .query(String.class)
                        .list());
    }

    private static List<String> scanned(String plan) {
        return Pattern.compile("Scan on (t_\\d+)")
                .matcher(plan)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
