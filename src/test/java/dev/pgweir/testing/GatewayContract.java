package dev.pgweir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What the gateway does on any cluster that holds the sample tables, however the servers came to be. */
public interface GatewayContract {

    /** A client of the gateway under test. */
    Gateway gateway();

    @Test
    default void readsFromAReplica() {
        var answer = gateway().get("/sales?order=order_date.desc&limit=5");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(servedBy(answer)).endsWith("; role=replica");
        assertThat(answer.headers().firstValue("Link")).isPresent();
    }

    @Test
    default void writesToThePrimaryAndReplicatesTheRow() {
        var created = gateway()
                .send(
                        "POST",
                        "/sales",
                        "{\"order_date\":\"2024-02-29\",\"order_amount\":12.50}",
                        "Prefer",
                        "return=representation");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(servedBy(created)).endsWith("; role=primary");
        var location = created.headers().firstValue("Location").orElseThrow();
        await().untilAsserted(() -> {
            var read = gateway().get(location);
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(servedBy(read)).endsWith("; role=replica");
            assertThat(read.body()).contains("12.50");
        });
        assertThat(gateway().send("DELETE", location, "").statusCode()).isEqualTo(204);
    }

    @Test
    default void refusesARowThatNoPartitionTakes() {
        var answer = gateway().send("POST", "/sales", "{\"order_date\":\"1066-10-14\",\"order_amount\":1}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("urn:pgweir:problem:no-partition", "1066-10-14");
    }

    @Test
    default void showsEachNodeInItsRole() {
        assertThat(gateway().get("/admin/cluster").body()).contains("\"primary\"", "\"replica\"");
    }

    private static String servedBy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Served-By").orElseThrow();
    }
}
