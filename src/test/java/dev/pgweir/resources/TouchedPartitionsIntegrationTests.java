package dev.pgweir.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Table;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.WriteOptions.Resolution;
import dev.pgweir.resources.run.Reads;
import dev.pgweir.resources.sql.CountRenderer;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.sql.write.ChangeRenderer;
import dev.pgweir.resources.sql.write.InsertRenderer;
import dev.pgweir.resources.sql.write.LookRenderer;
import dev.pgweir.resources.sql.write.Returned;
import dev.pgweir.resources.sql.write.RowWrite;
import dev.pgweir.resources.sql.write.RowWrite.ItemTarget;
import dev.pgweir.resources.statement.Statement;
import dev.pgweir.testing.Explained;
import dev.pgweir.testing.GatewayTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which partitions of the sample table the server looks into for each kind of request. */
@GatewayTest
class TouchedPartitionsIntegrationTests {

    private static final int FIRST_YEAR = 2020;
    private static final String AMOUNT = "{\"order_amount\": 1}";

    private final Table sales;
    private final int lastYear;
    private final QueryParser parser;
    private final ListPlanner planner;
    private Connection connection;
    private JdbcTemplate primary;

    @Autowired
    TouchedPartitionsIntegrationTests(Catalogs catalogs, QueryParser parser, ListPlanner planner) {
        this.sales = catalogs.current().orElseThrow().table("sales").orElseThrow();
        this.lastYear =
                FIRST_YEAR + sales.partitioning().orElseThrow().partitions().size() - 1;
        this.parser = parser;
        this.planner = planner;
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = TestCluster.shared().connect("primary");
        primary = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        primary.execute("SET plan_cache_mode = force_custom_plan");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void looksForAnItemInOne() {
        assertThat(touched(SelectRenderer.item(sales, all(), key()))).isEqualTo(years(2024, 2024));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order_date=gte.2024-01-01&order_date=lt.2024-02-01                                  | 2024 | 2024
            order_date=gte.2024-01-01&order_date=lt.2024-02-01&order=order_date.desc&limit=5    | 2024 | 2024
            order_date=gte.2024-01-01&order_date=lt.2024-02-01&order=order_amount&limit=5       | 2024 | 2024
            order_date=gte.2023-06-01&order_date=lte.2024-06-01                                 | 2023 | 2024
            order_date=eq.2022-02-02                                                            | 2022 | 2022
            order_date=in.(2021-01-01,2022-12-31)                                               | 2021 | 2022
            or=(order_date.eq.2021-01-01,and(order_date.gte.2022-01-01,order_date.lt.2023-01-01)) | 2021 | 2022
            order_date=lt.2022-01-01                                                            | 2020 | 2021
            order_date=not.gte.2022-01-01                                                       | 2020 | 2021
            order_date=eq(any).{2021-01-01,2022-12-31}                                          | 2021 | 2022
            order_date=lt(all).{2022-01-01,2023-12-31}                                          | 2020 | 2021
            order_date=cd.[2021-02-01,2022-01-01)                                               | 2021 | 2021
            order_date=cd.(,2021-12-31)                                                         | 2020 | 2021
            order_date.bucket(month)=eq.2024-02-01                                              | 2024 | 2024
            order_date.bucket(day)=eq.2024-02-01                                                | 2024 | 2024
            order_date.bucket(day)=in.(2022-12-31,2023-01-01)                                   | 2022 | 2023
            order_date.bucket(week)=lte.2020-12-28                                              | 2020 | 2021
            order_date.bucket(month)=in.(2022-12-01,2023-01-01)                                 | 2022 | 2023
            order_date.bucket(quarter)=gte.2021-10-01&order_date.bucket(quarter)=lt.2022-01-01  | 2021 | 2022
            order_date.bucket(year)=lte.2021-01-01                                              | 2020 | 2021
            select=order_date.bucket(month),order_amount.sum()&order_date=cd.[2023-01-01,2023-12-31] | 2023 | 2023
            """)
    void looksForAListWhereItsDatesAre(String query, int first, int last) {
        assertThat(touched(SelectRenderer.page(plan(query)))).isEqualTo(years(first, last));
    }

    @Test
    void looksForAListWithoutDatesInAll() {
        assertThat(touched(SelectRenderer.page(plan("order_id=eq.1")))).isEqualTo(years(FIRST_YEAR, lastYear));
    }

    @ParameterizedTest
    @CsvSource({"order_date.desc, 1, 2024, 2024", "order_date, 1, 2024, 2024", "order_date.desc, 2, 2023, 2024"})
    void looksForAFollowingPageInAsManyAsAStepIsWide(String order, int width, int first, int last) {
        var plan = following("order=" + order);
        var walk = plan.walk().orElseThrow();
        assertThat(touched(SelectRenderer.page(plan.within(walk, walk.step(width), 5))))
                .isEqualTo(years(first, last));
    }

    @Test
    void looksForTheFirstPageInTheNewest() {
        var plan = plan("order=order_date.desc");
        var walk = plan.walk().orElseThrow();
        var second = walk.beyond(walk.step(1)).orElseThrow();
        assertThat(touched(SelectRenderer.page(plan.within(walk, walk.step(1), 5))))
                .isEqualTo(years(lastYear, lastYear));
        assertThat(touched(SelectRenderer.page(plan.within(second, second.step(1), 5))))
                .isEqualTo(years(lastYear - 1, lastYear - 1));
    }

    @Test
    void looksForAFollowingPageOnlyInThoseThatAreStillToCome() {
        assertThat(touched(SelectRenderer.page(following("order=order_date.desc"))))
                .isEqualTo(years(FIRST_YEAR, 2024));
        assertThat(touched(SelectRenderer.page(following("order=order_date")))).isEqualTo(years(2024, lastYear));
        assertThat(touched(SelectRenderer.page(following("order=order_date.desc,order_id"))))
                .isEqualTo(years(FIRST_YEAR, 2024));
    }

    @Test
    void writesOneRowInOne() {
        var change = RowWrite.change(target(), body(AMOUNT), false, shown());
        assertThat(touched(ChangeRenderer.update(change))).isEqualTo(years(2024, 2024));
        assertThat(touched(ChangeRenderer.delete(RowWrite.deletion(target(), Returned.NOTHING))))
                .isEqualTo(years(2024, 2024));
        var replacement = RowWrite.replacement(target(), body(AMOUNT), shown());
        assertThat(touched(ChangeRenderer.overwrite(replacement))).isEqualTo(years(2024, 2024));
        var silent = RowWrite.replacement(target(), body(AMOUNT), Returned.NOTHING);
        assertThat(touched(InsertRenderer.replace(silent, Resolution.MERGE))).isEmpty();
    }

    @Test
    void looksInOneForTheRowOfAWrite() {
        var repeated = body("{\"order_date\": \"2024-05-05\", \"order_amount\": 1}");
        assertThat(touched(LookRenderer.row(RowWrite.change(target(), repeated, false, shown()))
                        .statement()))
                .isEqualTo(years(2024, 2024));
        assertThat(touched(LookRenderer.row(RowWrite.replacement(target(), repeated, shown()))
                        .statement()))
                .isEqualTo(years(2024, 2024));
    }

    @Test
    void writesTheRowsThatPassAFilterWhereTheirDatesAre() {
        var filter = plan("order_date=gte.2023-06-01&order_date=lte.2024-06-01")
                .query()
                .filter();
        assertThat(touched(ChangeRenderer.update(sales, filter, body(AMOUNT), shown())))
                .isEqualTo(years(2023, 2024));
        assertThat(touched(ChangeRenderer.delete(sales, filter, Returned.NOTHING)))
                .isEqualTo(years(2023, 2024));
    }

    @Test
    void countsARangeWhereItsDatesAre() {
        var query = plan("order_date=cd.[2023-06-01,2024-06-01)").query();
        assertThat(touched(CountRenderer.exact(query, 100))).isEqualTo(years(2023, 2024));
    }

    @Test
    void locksOnlyWhatItLooksIntoHoweverOftenTheStatementWasPrepared(
            @Autowired Reads reads, @Autowired JdbcTemplate jdbc, @Autowired PlatformTransactionManager transactions) {
        var item = SelectRenderer.item(sales, all(), key());
        List<String> locked = new TransactionTemplate(transactions).execute(transaction -> {
            IntStream.range(0, 20).forEach(i -> reads.read(item, rows -> rows.next()));
            return jdbc.queryForList("""
                    SELECT relation::regclass::text FROM pg_locks
                    WHERE pid = pg_backend_pid() AND relation::regclass::text ~ '^sales_[0-9]+$'""", String.class);
        });
        assertThat(locked).containsExactly("sales_2024");
    }

    /** The partitions that the plan scans, after making sure that they were chosen when it was made. */
    private List<String> touched(Statement statement) {
        var plan = Explained.plan(primary, statement);
        assertThat(plan).doesNotContain("Subplans Removed");
        return Pattern.compile("Scan .*on (sales_\\d+)\\b")
                .matcher(plan)
                .results()
                .map((MatchResult scan) -> scan.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> years(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(year -> "sales_" + year)
                .toList();
    }

    private ListPlan plan(String query) {
        return planner.plan(parser.list(
                sales,
                Stream.of(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .map(pair -> new Parameter(pair[0], pair[1]))
                        .toList()));
    }

    private ListPlan following(String query) {
        var end = List.of(Optional.of("2024-05-05"), Optional.of("7"));
        return plan(query + "&cursor=" + planner.next(plan(query), 1, end));
    }

    private ItemKey key() {
        return ItemKey.of(sales, List.of("6", "2024-05-05"));
    }

    private Returned shown() {
        return new Returned(all(), List.of(), List.of());
    }

    private List<Selected> all() {
        return sales.columns().stream().map(Selected::of).toList();
    }

    private ItemTarget target() {
        return new ItemTarget(sales, key(), Optional.of(List.of("1", "2")));
    }

    private RowBody body(String json) {
        return new BodyParser(sales, Optional.empty(), false).parse(json.getBytes(UTF_8));
    }
}
