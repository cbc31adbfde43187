package dev.pgweir.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a request waits for a server whose statements take a role: no more often than without one. */
class RoundTripsOfCallersIntegrationTests {

    private static final int WARM = 15;
    private static final int REQUESTS = 50;

    private static SecuredSchema schema;

    @BeforeAll
    static void start() {
        schema = SecuredSchema.of(
                TestCluster.shared(),
                StartedGateway::overLinks,
                "far",
                List.of(
                        "CREATE TABLE parcel (id int PRIMARY KEY, owner text, size numeric, mark text)",
                        "INSERT INTO parcel SELECT i, 'ann', i, 'mark' || i FROM generate_series(1, 30) i",
                        "CREATE TABLE guarded (LIKE parcel INCLUDING ALL)",
                        "INSERT INTO guarded SELECT * FROM parcel",
                        "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY own ON guarded USING (owner ="
                                + " (SELECT current_setting('request.jwt.claims', true)::json ->> 'sub'))",
                        "GRANT ALL ON parcel, guarded TO {user}",
                        "CREATE FUNCTION weigh(most int) RETURNS SETOF parcel STABLE LANGUAGE sql"
                                + " AS 'SELECT * FROM parcel WHERE id <= most'"),
                "pgweir.routing.pool-size=1",
                "pgweir.catalog.refresh-interval=1h");
    }

    @AfterAll
    static void stop() {
        schema.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/parcel/1",
                "/parcel?limit=20",
                "/parcel?size=gte.3&mark=like.m*&order=size.desc&limit=20",
                "/guarded/1",
                "/guarded?limit=20",
                "/rpc/weigh?most=3"
            })
    void readsInOne(String path) {
        assertThat(roundTrips(() -> schema.http().get(path, "Authorization", schema.bearer("user", "ann"))))
                .isEqualTo(1);
    }

    /** The second commits. */
    @Test
    void writesInTwo() {
        for (var path : List.of("/parcel/1", "/guarded/1")) {
            assertThat(roundTrips(() -> schema.http()
                            .send(
                                    "PATCH",
                                    path,
                                    "{\"size\":7}",
                                    "Content-Type",
                                    "application/json",
                                    "Authorization",
                                    schema.bearer("user", "ann"))))
                    .as(path)
                    .isEqualTo(2);
        }
    }

    /** The least of several, for the gateway asks questions of its own now and then. */
    private static long roundTrips(Supplier<HttpResponse<String>> request) {
        for (var i = 0; i < WARM; i++) {
            var answer = request.get();
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        }
        var least = Long.MAX_VALUE;
        for (var i = 0; i < REQUESTS && least > 1; i++) {
            var before = roundTrips();
            var _ = request.get();
            least = Math.min(least, roundTrips() - before);
        }
        return least;
    }

    private static long roundTrips() {
        return schema.started().links().stream()
                .mapToLong(link -> link.roundTrips("set_config('role'"))
                .sum();
    }
}
