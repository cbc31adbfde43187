package dev.pgweir.web.postgrest;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.StartedGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server's plan of a list, in place of its rows. */
class PlansIntegrationTests {

    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        started = StartedGateway.on(TestCluster.shared(), "pgweir.resources.plans=true");
        gateway = started.http();
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Test
    void areAnsweredAsJson() {
        var plan = gateway.get(
                "/sales?order_id=eq.1&order_date=eq.2024-05-05",
                "Accept",
                "application/vnd.pgrst.plan+json; for=\"application/json\"; options=analyze|buffers");

        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
        assertThat(plan.headers().firstValue("Content-Type")).contains("application/vnd.pgrst.plan+json;charset=utf-8");
        assertThat(json(plan).at("/0/Plan").has("Node Type")).isTrue();
        assertThat(json(plan).at("/0/Plan").has("Actual Rows")).isTrue();
    }

    @Test
    void areAnsweredAsText() {
        for (var type : new String[] {
            "application/vnd.pgrst.plan+text",
            "application/vnd.pgrst.plan",
            "application/vnd.pgrst.plan+text; for=\"application/json\"; options=;"
        }) {
            var plan = gateway.get("/users?order=user_id.desc", "Accept", type);

            assertThat(plan.headers().firstValue("Content-Type"))
                    .contains("application/vnd.pgrst.plan+text;charset=utf-8");
            assertThat(plan.body()).contains("(cost=").contains("\n").doesNotContain("actual");
        }
    }

    @Test
    void takeNoOtherOptions() {
        var plan =
                gateway.get("/users", "Accept", "application/vnd.pgrst.plan+text; options=\"costs off) SELECT 1;--\"");

        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
        assertThat(plan.body()).contains("(cost=");
    }

    @Test
    void areRefusedUnlessAllowed() {
        try (var usual = StartedGateway.on(TestCluster.shared())) {
            var refused = usual.http().get("/users", "Accept", "application/vnd.pgrst.plan+json");

            assertThat(refused.statusCode()).isEqualTo(406);
        }
    }
}
