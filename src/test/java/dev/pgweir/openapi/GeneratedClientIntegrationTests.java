package dev.pgweir.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.pgweir.client.ApiClient;
import dev.pgweir.client.FunctionsApi;
import dev.pgweir.client.Problem;
import dev.pgweir.client.ProblemError;
import dev.pgweir.client.RpcBestDays;
import dev.pgweir.client.RpcBestDaysRow;
import dev.pgweir.client.Sales;
import dev.pgweir.client.SalesApi;
import dev.pgweir.client.SalesInsert;
import dev.pgweir.client.SalesUpdate;
import dev.pgweir.client.Users;
import dev.pgweir.client.UsersApi;
import dev.pgweir.client.UsersInsert;
import dev.pgweir.client.UsersUpdate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.HttpClientErrorException.NotFound;
import org.springframework.web.client.RestClientResponseException;

/** Calls the gateway through the Java client that the build generates from the committed contract. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GeneratedClientIntegrationTests {

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&>]+)");
    private static final List<String> JANUARY = List.of("gte.2024-01-01", "lt.2024-02-01");
    private static final String SHOWN = "return=representation";
    private static final LocalDate DAY = LocalDate.of(2024, 1, 31);

    private SalesApi sales;
    private UsersApi users;
    private FunctionsApi functions;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        var mapper = ApiClient.createDefaultMapper(null)
                .rebuild()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
                .build();
        var client = new ApiClient(ApiClient.buildRestClient(mapper)).setBasePath("http://localhost:" + port);
        sales = new SalesApi(client);
        users = new UsersApi(client);
        functions = new FunctionsApi(client);
    }

    @Test
    void filtersAndSorts() {
        var rows = january("order_date.desc,order_id", 20, null).getBody();

        assertThat(rows)
                .hasSize(20)
                .extracting(Sales::getOrderDate)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .allSatisfy(date -> assertThat(date).hasYear(2024).hasMonthValue(1));
    }

    @Test
    void pagesThroughEachRowOnce() {
        var whole = january("order_date,order_id", 1000, null).getBody();

        List<Sales> paged = new ArrayList<>();
        var cursor = Optional.<String>empty();
        do {
            var page = january("order_date,order_id", 50, cursor.orElse(null));
            paged.addAll(page.getBody());
            cursor = cursor(page);
        } while (cursor.isPresent());

        assertThat(paged).hasSizeGreaterThan(50).isEqualTo(whole);
    }

    @Test
    void callsAFunction() {
        var queried = functions.queryBestDays(2024, "day,amount", "day", null, null, null, null, 2);
        var called = functions.callBestDays(new RpcBestDays().year(2024).most(2), null, "day", null, null, null, null);

        assertThat(queried)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.getDay()).hasYear(2024))
                .isSortedAccordingTo(Comparator.comparing(RpcBestDaysRow::getDay));
        assertThat(called).isEqualTo(queried);
    }

    @Test
    void createsARowAndSaysWhereItIs() {
        var answer = sales.createSalesWithHttpInfo(sale("10.50"), null, null, null, null, null);
        var location = requireNonNull(answer.getHeaders().getLocation());
        var key = location.getPath().substring("/sales/".length());

        assertThat(answer.getStatusCode().value()).isEqualTo(201);
        assertThat(answer.getBody()).isNull();
        assertThat(readSoon(key).getOrderAmount()).isEqualTo(new BigDecimal("10.50"));
        sales.deleteSales(key, null, null, null, null);
    }

    @Test
    void createsManyRowsAndShowsThem() {
        var created = sales.createSales(List.of(sale("1"), sale("2")), null, null, null, SHOWN, null);

        assertThat(created)
                .extracting(Sales::getOrderAmount)
                .containsExactly(new BigDecimal("1.00"), new BigDecimal("2.00"));
        created.forEach(row -> sales.deleteSales(key(row), null, null, null, null));
    }

    @Test
    void changesReplacesAndDeletesARow() {
        var key =
                key(sales.createSales(sale("1"), null, null, null, SHOWN, null).getFirst());

        var changed = sales.updateSales(
                key, new SalesUpdate().orderAmount(new BigDecimal("2.25")), null, null, SHOWN, null, null);
        assertThat(changed.getOrderAmount()).isEqualTo(new BigDecimal("2.25"));

        var replaced = sales.replaceSalesWithHttpInfo(key, sale("3"), null, null, null, null, null, null);
        assertThat(replaced.getStatusCode().value()).isEqualTo(204);

        var deleted = sales.deleteSales(key, null, SHOWN, null, null);
        assertThat(deleted.getOrderAmount()).isEqualTo(new BigDecimal("3.00"));
        await().untilAsserted(() -> assertThat(
                        catchThrowableOfType(NotFound.class, () -> sales.getSales(key, null, null, null)))
                .isNotNull());
    }

    @Test
    void createsByPut() {
        var key = "9000000000," + DAY;

        var answer = sales.replaceSalesWithHttpInfo(key, sale("4"), null, null, SHOWN, null, "*", null);

        assertThat(answer.getStatusCode().value()).isEqualTo(201);
        assertThat(key(requireNonNull(answer.getBody()))).isEqualTo(key);
        sales.deleteSales(key, null, null, null, null);
    }

    @Test
    void changesOnlyTheColumnsGiven() {
        var email = UUID.randomUUID() + "@example.org";
        var user = users.createUsers(new UsersInsert().name("Ada").email(email), null, null, null, SHOWN, null)
                .getFirst();
        var key = String.valueOf(user.getUserId());

        var changed = users.updateUsers(key, new UsersUpdate().name("Ada Lovelace"), null, null, SHOWN, null, null);

        assertThat(changed).isEqualTo(user.name("Ada Lovelace"));
        users.deleteUsers(key, null, null, null, null);
    }

    @Test
    void writesOnlyTheVersionItKnows() {
        var key =
                key(sales.createSales(sale("1"), null, null, null, SHOWN, null).getFirst());
        var two = new SalesUpdate().orderAmount(new BigDecimal("2"));
        var version = requireNonNull(sales.updateSalesWithHttpInfo(key, two, null, null, null, "*", null)
                .getHeaders()
                .getETag());

        sales.updateSales(key, new SalesUpdate().orderAmount(new BigDecimal("3")), null, null, null, version, null);
        var late = problem(() -> sales.updateSales(key, two, null, null, null, version, null));

        assertThat(late.getStatus()).isEqualTo(412);
        assertThat(late.getType()).isEqualTo("urn:pgweir:problem:precondition-failed");
        sales.deleteSales(key, null, null, null, null);
    }

    @Test
    void sparesItselfThePageItHas() {
        var page = january("order_id", 5, null);
        var again = sales.listSalesWithHttpInfo(
                null,
                "order_id",
                5,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                page.getHeaders().getETag(),
                null,
                JANUARY,
                null);

        assertThat(page.getBody()).hasSize(5);
        assertThat(again.getStatusCode().value()).isEqualTo(304);
        assertThat(again.getBody()).isNull();
    }

    @Test
    void countsAndRanges() {
        var answer = users.listUsersWithHttpInfo(
                null,
                "user_id",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "count=exact",
                "5-9",
                null,
                List.of("lte.100"),
                null,
                null,
                null);

        assertThat(answer.getStatusCode().value()).isEqualTo(206);
        assertThat(answer.getHeaders().getFirst("Content-Range")).isEqualTo("5-9/100");
        assertThat(answer.getBody()).extracting(Users::getUserId).containsExactly(6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void writesOnceWhateverIsRepeated() {
        var name = UUID.randomUUID().toString();
        var first = sales.createSales(sale("1"), null, null, null, SHOWN, name);
        var repeated = sales.createSalesWithHttpInfo(sale("1"), null, null, null, SHOWN, name);

        assertThat(repeated.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
        assertThat(repeated.getBody()).isEqualTo(first);
        sales.deleteSales(key(first.getFirst()), null, null, null, null);
    }

    @Test
    void mergesChangesAndDeletesByFilter() {
        var email = UUID.randomUUID() + "@example.org";
        var merge = SHOWN + ", resolution=merge-duplicates";
        var ada = new UsersInsert().name("Ada").email(email);
        assertThat(users.createUsersWithHttpInfo(ada, null, null, "email", merge, null)
                        .getStatusCode()
                        .value())
                .isEqualTo(201);
        var merged = users.createUsersWithHttpInfo(List.of(ada.name("Ada L.")), null, null, "email", merge, null);
        assertThat(merged.getStatusCode().value()).isEqualTo(200);

        var only = List.of("eq." + email);
        var changed = users.updateManyUsers(
                new UsersUpdate().name("Augusta"),
                "name",
                null,
                null,
                null,
                null,
                null,
                SHOWN,
                null,
                null,
                null,
                only,
                null);
        assertThat(changed).extracting(Users::getName).containsExactly("Augusta");
        var deleted = users.deleteManyUsersWithHttpInfo(
                null, null, null, null, null, "count=exact", null, null, null, only, null);
        assertThat(deleted.getStatusCode().value()).isEqualTo(204);
        assertThat(deleted.getHeaders().getFirst("Content-Range")).isEqualTo("0-0/1");
    }

    @Test
    void decodesProblems() {
        var noPartition = problem(
                () -> sales.createSales(sale("1").orderDate(LocalDate.of(1900, 1, 1)), null, null, null, null, null));
        assertThat(noPartition.getStatus()).isEqualTo(422);
        assertThat(noPartition.getType()).isEqualTo("urn:pgweir:problem:no-partition");
        assertThat(noPartition.getCode()).isEqualTo("23514");
        assertThat(noPartition.getDetail()).contains("1900-01-01");

        var unknownColumn = problem(() -> sales.getSales("1," + DAY, "nosuch", null, null));
        assertThat(unknownColumn.getStatus()).isEqualTo(400);
        assertThat(unknownColumn.getErrors())
                .extracting(ProblemError::getParameter)
                .containsExactly("select");
    }

    private ResponseEntity<List<Sales>> january(String order, int limit, @Nullable String cursor) {
        return sales.listSalesWithHttpInfo(
                null, order, limit, null, cursor, null, null, null, null, null, null, null, null, null, JANUARY, null);
    }

    private Sales readSoon(String key) {
        return await().ignoreExceptionsInstanceOf(NotFound.class)
                .until(() -> sales.getSales(key, null, null, null), row -> row != null);
    }

    private static SalesInsert sale(String amount) {
        return new SalesInsert().orderDate(DAY).orderAmount(new BigDecimal(amount));
    }

    private static String key(Sales row) {
        return row.getOrderId() + "," + row.getOrderDate();
    }

    private static Optional<String> cursor(ResponseEntity<?> page) {
        return Optional.ofNullable(page.getHeaders().getFirst("Link"))
                .map(CURSOR::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }

    private static Problem problem(ThrowingCallable call) {
        var answer = catchThrowableOfType(RestClientResponseException.class, call);
        return requireNonNull(answer.getResponseBodyAs(Problem.class));
    }
}
