package dev.pgweir.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.resources.TypesTable.TypedColumn;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.StartedGateway;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a request waits for a server, once its statement is a prepared one: each time costs the length of the network. */
class RoundTripsIntegrationTests {

    static final List<TypedColumn> COLUMNS = TypesTable.COLUMNS;

    /** The driver prepares a statement when it runs for the fifth time on a connection, of which there are three. */
    private static final int WARM = 15;

    private static final int REQUESTS = 50;

    private static final TestCluster CLUSTER = TestCluster.shared();
    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        started = StartedGateway.overLinks(
                CLUSTER,
                "pgweir.routing.pool-size=1",
                "pgweir.routing.hedge-delay=0",
                "pgweir.catalog.refresh-interval=1h");
        gateway = started.http();
        TypesTable.create(gateway);
        CLUSTER.awaitReplay();
    }

    @AfterAll
    static void stop() {
        TypesTable.drop(gateway);
        started.close();
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void readsAnItemInOne(TypedColumn column) {
        assertThat(roundTrips("/typed/1?select=" + column.name())).isEqualTo(1);
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void readsAListInOne(TypedColumn column) {
        var value = CLUSTER.query(
                "primary", "SELECT \"%s\"::text FROM typed WHERE id = 1".formatted(column.name()), String.class);
        var equal =
                "/typed?limit=5&select=id,%1$s&%1$s=eq.%2$s".formatted(column.name(), URLEncoder.encode(value, UTF_8));
        var among = "/typed?limit=5&select=id,%1$s&%1$s=in.(%2$s)"
                .formatted(
                        column.name(),
                        URLEncoder.encode('"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"', UTF_8));
        for (var list : List.of(equal, among)) {
            var refused = gateway.get(list).statusCode() == 400;
            assertThat(roundTrips(refused ? "/typed?limit=5&%s=not.is.null".formatted(column.name()) : list))
                    .as(list)
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void readsTheNextPageInOne(TypedColumn column) {
        var first = gateway.get("/typed?limit=1&select=id&order=" + column.name());
        if (first.statusCode() == 200) {
            assertThat(roundTrips(Answers.next(first).orElseThrow())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=2&offset=3",
                "text=like.*o*",
                "text=ilike.*O*",
                "varchar=match.^i",
                "text=eq(any).{a,b}",
                "text=like(any).{*a*,*b*}",
                "int4=gt.1&int4=lt.100&id=neq.3",
                "id=in.(1,2,3)",
                "mood=in.(ok)",
                "positive=gte.0",
                "int_array=cs.{1}",
                "text_array=ov.{a,b}",
                "int_array=cd.{1,2,3}",
                "int4range=cs.[1,2)",
                "int4range=adj.[5,6)",
                "date=cd.[2024-01-01,2025-01-01)",
                "jsonb->>b=eq.1.500",
                "jsonb->a->0=eq.1",
                "jsonb=cs.{\"b\":1.500}",
                "select=id,jsonb->a->>0",
                "select=id,x:place->>label",
                "text=fts(english).quoted",
                "tsvector=plfts.b",
                "or=(id.eq.1,and(text.eq.a,date.gt.2024-01-01))",
                "select=mood,n:count()&order=n.desc"
            })
    void readsInOne(String query) {
        var encoded =
                "/typed?" + URLEncoder.encode(query, UTF_8).replace("%3D", "=").replace("%26", "&");
        assertThat(gateway.get(encoded))
                .satisfies(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
        assertThat(roundTrips(encoded)).isEqualTo(1);
    }

    @Test
    void readsTheNewestStateInOne() {
        assertThat(roundTrips("/typed/1", "Prefer", "consistency=strong")).isEqualTo(1);
    }

    @Test
    void readsAnyStateInOne() {
        assertThat(roundTrips("/typed/1", "Prefer", "consistency=eventual")).isEqualTo(1);
    }

    /** The second commits. */
    @Test
    void writesInTwo() {
        assertThat(roundTrips(() -> changed("representation"))).isEqualTo(2);
        assertThat(roundTrips(() -> changed("minimal"))).isEqualTo(2);
    }

    private static void changed(String returned) {
        var answer = gateway.send("PATCH", "/typed/1?columns=int4", "{\"int4\":7}", "Prefer", "return=" + returned);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }

    private static long roundTrips(String path, String... headers) {
        return roundTrips(() -> {
            var answer = gateway.get(path, headers);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
    }

    /** Of a request, once all connections are warm; the least of several, for the gateway asks questions of its own now and then. */
    private static long roundTrips(Runnable request) {
        for (var i = 0; i < WARM; i++) {
            request.run();
        }
        var least = Long.MAX_VALUE;
        for (var i = 0; i < REQUESTS && least > 1; i++) {
            var before = roundTrips();
            request.run();
            least = Math.min(least, roundTrips() - before);
        }
        return least;
    }

    private static long roundTrips() {
        return started.links().stream()
                .mapToLong(link -> link.roundTrips("\"typed\""))
                .sum();
    }
}
