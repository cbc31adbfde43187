package dev.pgweir.lifecycle.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Partitions are made ahead of time, for each type of key and each interval. */
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.schema=ahead",
            "pgweir.own-schema=ahead_own",
            "pgweir.partitions.tables.by_day.life-cycle.interval=day",
            "pgweir.partitions.tables.by_week.life-cycle.interval=week",
            "pgweir.partitions.tables.by_month.life-cycle.interval=month",
            "pgweir.partitions.tables.by_month.life-cycle.zone=America/New_York",
            "pgweir.partitions.tables.by_quarter.life-cycle.interval=quarter",
            "pgweir.partitions.tables.by_year.life-cycle.interval=year",
            "pgweir.partitions.tables.by_uuid.life-cycle.interval=month",
            "pgweir.partitions.tables.by_number.life-cycle.interval=1000",
            "pgweir.partitions.tables.by_number.life-cycle.make-ahead=2",
            "pgweir.partitions.tables.rich.life-cycle.interval=year",
            "pgweir.partitions.tables.rich.life-cycle.make-ahead=1",
            "pgweir.partitions.tables.with_default.life-cycle.interval=year",
            "pgweir.partitions.tables.with_default.life-cycle.make-ahead=2",
            "pgweir.partitions.tables.gappy.life-cycle.interval=year",
            "pgweir.partitions.tables.gappy.life-cycle.make-ahead=0",
            "pgweir.partitions.tables.foreign_owned.life-cycle.interval=year",
            "pgweir.partitions.tables.a_foreign_count.life-cycle.interval=10",
            "pgweir.partitions.tables.of_partman.life-cycle.interval=year",
        })
class MakeAheadIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("ahead");

    private final LifeCycleState metrics;

    @Autowired
    MakeAheadIntegrationTests(LifeCycleState metrics) {
        this.metrics = metrics;
        await().until(() -> !metrics.statuses().isEmpty());
    }

    @BeforeAll
    static void createTables() {
        SCHEMA.create(
                "CREATE TABLE by_day (at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE by_week (at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE by_month (at timestamptz NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE by_quarter (at timestamp NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE by_year (at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE by_uuid (id uuid PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE by_number (id bigint PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE by_number_p0 PARTITION OF by_number FOR VALUES FROM (0) TO (1000)",
                "CREATE TABLE by_number_p1000 PARTITION OF by_number FOR VALUES FROM (1000) TO (2000)",
                "INSERT INTO by_number VALUES (1500)",
                """
                CREATE TABLE rich (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, amount int CHECK (amount > 0),
                    twice int GENERATED ALWAYS AS (amount * 2) STORED, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)""",
                "CREATE INDEX rich_amount ON rich (amount)",
                """
                DO $$BEGIN EXECUTE format('CREATE TABLE "Rich of %s" PARTITION OF rich FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = 71)',
                    extract(year FROM now()), date_trunc('year', now())::date, (date_trunc('year', now()) + interval '1 year')::date);
                    EXECUTE format('GRANT SELECT ON "Rich of %s" TO pg_monitor', extract(year FROM now()));
                    EXECUTE format('ALTER TABLE "Rich of %s" ENABLE ROW LEVEL SECURITY', extract(year FROM now()));
                    EXECUTE format('ALTER TABLE "Rich of %s" REPLICA IDENTITY FULL', extract(year FROM now()));
                END$$""",
                "CREATE TABLE with_default (at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE with_default_rest PARTITION OF with_default DEFAULT",
                "INSERT INTO with_default VALUES (now() + interval '1 year')",
                "CREATE TABLE gappy (at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE gappy_a PARTITION OF gappy FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
                "CREATE TABLE gappy_b PARTITION OF gappy FOR VALUES FROM ('2022-01-01') TO ('9000-01-01')",
                "CREATE TABLE of_partman (at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE part_config (parent_table text, partition_interval text)",
                "INSERT INTO part_config VALUES ('ahead.of_partman', '1 year')");
        TestCluster.shared()
                .execute(
                        "CREATE TABLE ahead.foreign_owned (at date NOT NULL) PARTITION BY RANGE (at)",
                        "GRANT SELECT ON ahead.foreign_owned TO pgweir",
                        "CREATE TABLE ahead.a_foreign_count (n int) PARTITION BY RANGE (n)",
                        "CREATE TABLE ahead.a_part PARTITION OF ahead.a_foreign_count FOR VALUES FROM (0) TO (10)",
                        "GRANT SELECT ON ahead.a_foreign_count TO pgweir");
    }

    @AfterAll
    static void dropTables() {
        SCHEMA.drop();
    }

    @ParameterizedTest
    @CsvSource({
        "by_day, day, YYYY_MM_DD, UTC, YYYY-MM-DD",
        "by_week, week, IYYY_\"w\"IW, UTC, YYYY-MM-DD",
        "by_month, month, YYYY_MM, America/New_York, YYYY-MM-DD",
        "by_quarter, quarter, YYYY_\"q\"Q, UTC, YYYY-MM-DD",
        "by_year, year, YYYY, UTC, YYYY-MM-DD",
        "by_uuid, month, YYYY_MM, UTC, YYYY-MM-DD",
    })
    void makesThePresentOneAndThoseAhead(String table, String unit, String name, String zone) {
        var expected =
                SCHEMA.strings("""
                SELECT '%s_' || to_char(bound, '%s') FROM generate_series(date_trunc('%s', now() AT TIME ZONE '%s'),
                    date_trunc('%s', now() AT TIME ZONE '%s') + 3 * %s, %s) bound ORDER BY 1""".formatted(table, name, unit, zone, unit, zone, interval(unit), interval(unit)));

        assertThat(SCHEMA.names(table)).isEqualTo(expected);
        assertThat(status(table).ahead()).isEqualTo(3);
        assertThat(status(table).left())
                .hasValueSatisfying(left -> assertThat(left).isPositive());
        assertThat(status(table).findings()).isEmpty();
    }

    private static String interval(String unit) {
        return unit.equals("quarter") ? "interval '3 months'" : "interval '1 %s'".formatted(unit);
    }

    @Test
    void beginsDaysInTheConfiguredZone() {
        var bounds = SCHEMA.strings("""
                SELECT DISTINCT to_char(split_part(pg_get_expr(c.relpartbound, c.oid), '''', 2)::timestamptz
                           AT TIME ZONE 'America/New_York', 'DD HH24:MI')
                  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'by_month'::regclass""");

        assertThat(bounds).containsExactly("01 00:00");
    }

    @Test
    void placesIdsByTheTimeInThem() {
        SCHEMA.execute("INSERT INTO by_uuid VALUES (uuidv7()), (uuidv7(interval '1 month'))");

        assertThat(SCHEMA.strings("SELECT DISTINCT tableoid::regclass::text FROM by_uuid"))
                .hasSize(2);
    }

    @Test
    void countsNumbersFromTheNewestPartitionWithRows() {
        assertThat(SCHEMA.partitions("by_number"))
                .containsExactly(
                        "by_number_p0: FOR VALUES FROM ('0') TO ('1000')",
                        "by_number_p1000: FOR VALUES FROM ('1000') TO ('2000')",
                        "by_number_p2000: FOR VALUES FROM ('2000') TO ('3000')",
                        "by_number_p3000: FOR VALUES FROM ('3000') TO ('4000')");
        assertThat(status("by_number").left()).contains(2000L);
    }

    @Test
    void makesThemLikeTheirNewestSibling() {
        var names = SCHEMA.names("rich");
        assertThat(names).hasSize(2).allMatch(name -> name.matches("Rich of \\d{4}"));
        var likeness = SCHEMA.strings("""
                SELECT concat_ws(' ', c.reloptions, c.relacl, c.relrowsecurity, c.relreplident, c.relowner::regrole,
                           (SELECT string_agg(pg_get_constraintdef(k.oid), ', ' ORDER BY pg_get_constraintdef(k.oid)) FROM pg_constraint k WHERE k.conrelid = c.oid),
                           (SELECT count(*) FROM pg_index x JOIN pg_inherits h ON h.inhrelid = x.indexrelid WHERE x.indrelid = c.oid),
                           (SELECT string_agg(concat(a.attname, a.attidentity, a.attgenerated), ',' ORDER BY a.attnum)
                              FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0))
                  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'rich'::regclass""");

        assertThat(likeness).hasSize(2);
        assertThat(likeness.getFirst())
                .contains("fillfactor=71", "pg_monitor=r", "PRIMARY KEY", "ida,at,amount,twices");
        assertThat(likeness.getLast()).isEqualTo(likeness.getFirst());
    }

    @Test
    void makesWhatTheDefaultPartitionDoesNotStandInTheWayOf() {
        assertThat(SCHEMA.names("with_default")).hasSize(3);
        assertThat(codes("with_default")).contains("default-holds-rows", "gap");
    }

    @Test
    void tellsOfGapsAndFillsNone() {
        assertThat(SCHEMA.names("gappy")).containsExactly("gappy_a", "gappy_b");
        assertThat(codes("gappy")).contains("gap");
        assertThat(status("gappy").findings().getFirst().message()).contains("2021-01-01", "2022-01-01");
    }

    @Test
    void saysWhichPrivilegeIsMissing() {
        assertThat(SCHEMA.names("foreign_owned")).isEmpty();
        assertThat(codes("foreign_owned")).contains("no-privilege", "running-out");
        assertThat(codes("a_foreign_count")).contains("no-privilege");
    }

    @Test
    void leavesTablesOfPgPartmanAlone() {
        assertThat(SCHEMA.names("of_partman")).isEmpty();
        assertThat(codes("of_partman")).contains("managed-by-pg-partman");
    }

    @Test
    void noticesEachChangeInTheHistory() {
        assertThat(SCHEMA.strings("""
                        SELECT DISTINCT concat_ws(' ', action, outcome) FROM ahead_own.partition_history
                         WHERE resource = 'by_year'""")).containsExactly("make done");
    }

    private List<String> codes(String table) {
        return status(table).findings().stream().map(TableStatus.Finding::code).toList();
    }

    private TableStatus status(String table) {
        return metrics.statuses().stream()
                .filter(status -> status.resource().equals(table))
                .findFirst()
                .orElseThrow();
    }
}
