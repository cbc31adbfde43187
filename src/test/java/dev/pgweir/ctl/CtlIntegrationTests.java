package dev.pgweir.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What operators type, against a gateway. */
@GatewayTest
class CtlIntegrationTests {

    private final Gateway gateway;

    /** What a command came to. */
    private record Outcome(int code, String out, String err) {}

    @Autowired
    CtlIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void showsTheClusterAsATable() {
        var shown = ctl("cluster");

        assertThat(shown.code()).isZero();
        assertThat(shown.out().lines())
                .contains("Writes go to primary.")
                .anyMatch(line -> line.matches("NODE +STATE +ROLE +DUTY +TIMELINE .*"))
                .anyMatch(line -> line.matches("replica-1 +up +replica +serving +1 .*"));
    }

    @Test
    void showsAnswersAsTheyAre() {
        var shown = ctl("cluster", "--json");

        assertThat(new JsonMapper().readTree(shown.out()).path("primary").asString())
                .isEqualTo("primary");
    }

    @Test
    void checksThatReplicationWorks() {
        var checked = ctl("check");

        assertThat(checked.code()).isZero();
        assertThat(checked.out())
                .contains("2 of 2 nodes have replayed the marker")
                .contains("Replication is physical.")
                .containsPattern("replica-1 +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d +streaming");
    }

    @Test
    void drainsANodeAndPutsItBack() {
        assertThat(ctl("drain", "replica-2").code()).isZero();
        try {
            assertThat(ctl("cluster").out()).containsPattern("replica-2 +up +replica +drained");
        } finally {
            assertThat(ctl("serve", "replica-2").code()).isZero();
        }
        assertThat(ctl("cluster").out()).containsPattern("replica-2 +up +replica +serving");
    }

    @Test
    void explainsWhereRequestsWouldGo() {
        assertThat(ctl("explain", "--write").out()).contains("It would go to primary: write.");
        assertThat(ctl("explain").out()).containsPattern("It would go to replica-\\d: replica\\.");
    }

    @Test
    void showsPartitions() {
        assertThat(ctl("partitions").out()).containsPattern("sales +range +order_date +\\d+");
        assertThat(ctl("partitions", "sales").out()).contains("PARTITION").contains("2024-01-01");
    }

    @Test
    void tellsWhyTheGatewayRefused() {
        var refused = ctl("drain", "nowhere");

        assertThat(refused.code()).isEqualTo(Ctl.NOT_WELL);
        assertThat(refused.err()).contains("404 no-such-node").contains("GET /admin/cluster lists the nodes.");
    }

    @Test
    void saysHowItIsUsedWhereItDoesNotUnderstand() {
        for (var typed :
                List.of(List.of("dance"), List.<String>of(), List.of("drain"), List.of("cluster", "--colour"))) {
            var refused = ctl(typed.toArray(String[]::new));
            assertThat(refused.code()).as("%s", typed).isEqualTo(Ctl.USAGE);
            assertThat(refused.err())
                    .contains("java -jar pgweir.jar ctl COMMAND")
                    .contains("switchover [NODE]");
        }
    }

    @Test
    void saysWhereItLookedInVain() {
        var err = new ByteArrayOutputStream();
        var code = new Ctl(Map.of("PGWEIR_URL", "http://localhost:1"), stream(new ByteArrayOutputStream()), stream(err))
                .execute(List.of("cluster"));

        assertThat(code).isEqualTo(Ctl.UNREACHABLE);
        assertThat(err.toString(UTF_8)).contains("Say where it is by --url, or PGWEIR_URL.");
    }

    private Outcome ctl(String... typed) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var arguments = new ArrayList<>(List.of(typed));
        arguments.add("--url=" + gateway.uri("/"));
        var code = new Ctl(Map.of(), stream(out), stream(err)).execute(arguments);
        return new Outcome(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
