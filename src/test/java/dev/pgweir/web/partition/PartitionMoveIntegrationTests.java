package dev.pgweir.web.partition;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Rows stay in their partition unless their client allows otherwise. */
@PartitionedGatewayTest
class PartitionMoveIntegrationTests {

    private static final String MOVE = "{\"sale_date\":\"2024-05-05\"}";

    private static final String WAITING =
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%UPDATE%moved_sale%'";

    private final Gateway gateway;

    @Autowired
    PartitionMoveIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        var statements =
                Stream.concat(Sales.table("moved_sale", "int", 6).stream(), Stream.of(Sales.daily("moved_sale", 100)));
        SharedSchema.change(gateway, statements.toArray(String[]::new));
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE moved_sale");
    }

    @Test
    void refusesToMoveARow() {
        problem(patch("/moved_sale/1,2024-01-01", MOVE), 409, "partition-move");
        problem(patch("/moved_sale?sale_id=eq.1", MOVE), 409, "partition-move");
        assertThat(date(1)).isEqualTo("2024-01-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/moved_sale/1,2024-01-01?", "/moved_sale?sale_id=eq.1&"})
    void refusesToMoveARowByADefault(String path) {
        var refused = patch(path + "columns=sale_date", "{}", "Prefer", "missing=default");
        problem(refused, 409, "partition-move");
        assertThat(date(1)).isEqualTo("2024-01-01");
    }

    @Test
    void takesAKeyThatStaysAsItIs() {
        var answer = patch("/moved_sale/2,2024-01-02", "{\"sale_date\":\"2024-01-02\",\"amount\":50}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    @Test
    void knowsThatThereIsNoSuchRow() {
        problem(patch("/moved_sale/2,2024-06-06", MOVE), 404, "no-such-item");
    }

    @Test
    void movesARowWhereItsClientAllowsThat() {
        var answer = patch("/moved_sale/3,2024-01-03", MOVE, "Prefer", "partition-move=allow");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("partition-move=allow");
        assertThat(date(3)).isEqualTo("2024-05-05");
    }

    @Test
    void repeatsAWriteWhoseRowWasMovedMeanwhile() throws SQLException {
        try (var connection = TestCluster.shared().connect("primary");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE moved_sale SET sale_date = '2024-06-06' WHERE sale_id = 4");
            var waiting = CompletableFuture.supplyAsync(
                    () -> patch("/moved_sale?sale_id=eq.4", "{\"amount\":1234}", "Prefer", "return=representation"));
            await().until(() -> TestCluster.shared().query("primary", WAITING, Boolean.class));
            connection.commit();
            var answer = waiting.join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("1234").contains("2024-06-06");
        }
    }

    private HttpResponse<String> patch(String path, String body, String... headers) {
        var all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers));
        return gateway.send("PATCH", path, body, all.toArray(String[]::new));
    }

    private static String date(int id) {
        return TestCluster.shared()
                .query("primary", "SELECT sale_date::text FROM moved_sale WHERE sale_id = " + id, String.class);
    }
}
