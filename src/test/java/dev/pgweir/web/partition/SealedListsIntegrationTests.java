package dev.pgweir.web.partition;

import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Lists of sealed partitions, which need not be read again. */
@PartitionedGatewayTest
class SealedListsIntegrationTests {

    private static final String FEBRUARY = "/sealed_sale?sale_date=gte.2024-02-01&sale_date=lt.2024-03-01";

    private final Gateway gateway;

    @Autowired
    SealedListsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        List<String> statements = new ArrayList<>(Sales.table("sealed_sale", "int", 4));
        statements.add(Sales.daily("sealed_sale", 100));
        for (var name : List.of("sealed_sale", "sealed_sale_1", "sealed_sale_2", "sealed_sale_3", "sealed_sale_4")) {
            statements.add("ALTER TABLE %s OWNER TO pgweir".formatted(name));
        }
        SharedSchema.change(gateway, statements.toArray(String[]::new));
        change(gateway, "seal", 4);
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE sealed_sale");
    }

    @Test
    void answersASealedListWithoutReadingItAgainUntilItIsUnsealed() {
        assertThat(tag(gateway.get(FEBRUARY))).startsWith("W/");
        change("seal", 2);
        problem(gateway.send("DELETE", "/sealed_sale/40,2024-02-09", ""), 409, "sealed-partition");

        var sealed = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> gateway.get(FEBRUARY),
                        answer -> tag(answer).startsWith("\"s") || answer.statusCode() != 200);
        assertThat(rows(sealed)).hasSize(29);
        assertThat(sealed.headers().firstValue("Cache-Control")).contains("private, max-age=3600, immutable");

        var again = gateway.get(FEBRUARY, "If-None-Match", tag(sealed));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(tag(again)).isEqualTo(tag(sealed));
        assertThat(again.headers().firstValue("Served-By")).isEmpty();

        assertThat(tag(gateway.get(FEBRUARY + "&amount=eq.1")))
                .startsWith("\"s")
                .isNotEqualTo(tag(sealed));
        assertThat(tag(gateway.get("/sealed_sale?sale_date=gte.2024-02-01&sale_date=lt.2024-03-02")))
                .startsWith("W/");

        change("unseal", 2);
        var changed = gateway.send("DELETE", "/sealed_sale/40,2024-02-09", "");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        var token = changed.headers().firstValue("Consistency-Token").orElseThrow();
        var open = gateway.get(FEBRUARY, "If-None-Match", tag(sealed), "Consistency-Token", token);
        assertThat(rows(open)).hasSize(28);
    }

    @Test
    void showsOnlyWhatWasThereWhenItWasSealed() {
        TestCluster.shared().execute("UPDATE sealed_sale SET amount = 77 WHERE sale_id = 10");
        change("seal", 1);
        var january = "/sealed_sale?sale_date=gte.2024-01-01&sale_date=lt.2024-02-01&sale_id=eq.10";
        var sealed = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> gateway.get(january),
                        answer -> tag(answer).startsWith("\"s") || answer.statusCode() != 200);
        assertThat(rows(sealed).getFirst().path("amount").asInt()).isEqualTo(77);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sale_date=neq.today",
                "or=(sale_date.lt.now,amount.eq.1)",
                "sale_date=in.(tomorrow,2024-03-03)",
                "sale_date.bucket(month)=gt.yesterday",
                "select=sale_date.max()&sale_date.max()=lt.now"
            })
    void givesNoStrongTagToAListWhoseFilterMovesWithTime(String filter) {
        var april = "/sealed_sale?sale_date=gte.2024-04-01&sale_date=lt.2024-05-01&";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tag(gateway.get(april + "amount=gte.0")).startsWith("\"s"));

        assertThat(tag(gateway.get(april + filter))).startsWith("W/");
    }

    private void change(String action, int partition) {
        change(gateway, action, partition);
    }

    private static void change(Gateway gateway, String action, int partition) {
        var answer = gateway.send(
                "POST",
                "/admin/partitions/sealed_sale/" + action,
                "{\"partition\":\"sealed_sale_%d\"}".formatted(partition),
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElse("none");
    }
}
