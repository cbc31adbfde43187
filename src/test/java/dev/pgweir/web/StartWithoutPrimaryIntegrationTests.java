package dev.pgweir.web;

import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A gateway that starts while the primary is down: the tables of its own are made once the primary is there. */
class StartWithoutPrimaryIntegrationTests {

    private static final String SALE = "{\"order_date\": \"2024-02-29\", \"order_amount\": 12.50}";

    @Test
    @Tag("soak")
    void readsAtOnceAndTakesKeysAsSoonAsThePrimaryIsUp() {
        try (var cluster = TestCluster.start(1)) {
            cluster.stop("primary");
            List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
            cluster.register((name, value) -> arguments.add("--" + name + "=" + value.get()));
            try (var started =
                    new SpringApplicationBuilder(PgweirApplication.class).run(arguments.toArray(String[]::new))) {
                var gateway = new Gateway(started.getEnvironment());
                assertThat(rows(gateway.get("/sales?limit=1"))).hasSize(1);
                problem(create(gateway), 503, "no-primary");

                cluster.restart("primary");

                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(create(gateway).statusCode()).isEqualTo(201));
                assertThat(create(gateway).headers().firstValue("Idempotency-Replayed"))
                        .contains("true");
            }
        }
    }

    private static HttpResponse<String> create(Gateway gateway) {
        return gateway.send("POST", "/sales", SALE, "Idempotency-Key", "first-sale");
    }
}
