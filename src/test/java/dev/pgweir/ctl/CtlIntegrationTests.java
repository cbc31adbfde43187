package dev.pgweir.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.StartedGateway;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What operators type, against a gateway. */
@GatewayTest
class CtlIntegrationTests {

    private static final String NOWHERE = "http://localhost:1";

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
        assertThat(ctl("drain", "replica-2")).isEqualTo(new Outcome(Ctl.DONE, "replica-2 is drained.\n", ""));
        try {
            assertThat(ctl("cluster").out()).containsPattern("replica-2 +up +replica +drained");
        } finally {
            assertThat(ctl("serve", "replica-2").out()).isEqualTo("replica-2 is serving.\n");
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
        assertThat(refused.err())
                .contains("404 no-such-node")
                .contains("GET /admin/cluster lists the nodes.")
                .doesNotContain("pgweir.admin.port");
    }

    @Test
    void pointsToThePortOfOperators() {
        try (var split = StartedGateway.on(TestCluster.shared(), "pgweir.admin.port=0")) {
            var refused = execute("cluster", "--url=" + split.http().uri("/"));

            assertThat(refused.code()).isEqualTo(Ctl.NOT_WELL);
            assertThat(refused.err())
                    .contains("404 no-such-route")
                    .contains("a port of their own (pgweir.admin.port): give it by --url.");
        }
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

    @ParameterizedTest
    @CsvSource({
        "drain replica-1 replica-2, drain does not take replica-2.",
        "switchover a b c, 'switchover does not take b, c.'",
        "check extra, check does not take extra.",
        "explain sales, explain does not take sales.",
        "drain replica-1 --deadline=5s, drain does not take --deadline.",
        "cluster --force --write, 'cluster does not take --force, --write.'",
        "check --deadline=abc, --deadline=abc is no duration such as 5s or 500ms.",
        "switchover replica-1 --deadline=, --deadline= is no duration such as 5s or 500ms."
    })
    void refusesWhatACommandDoesNotTakeBeforeItAsks(String typed, String message) {
        var refused = execute((typed + " --url=" + NOWHERE).split(" "));

        assertThat(refused.code()).isEqualTo(Ctl.USAGE);
        assertThat(refused.err()).startsWith(message + "\n\njava -jar pgweir.jar ctl COMMAND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "drain --help", "drain replica-1 -h", "help drain"})
    void tellsHowItIsUsedWhereItIsAsked(String typed) {
        var told = execute(typed.split(" "));

        assertThat(told.code()).isEqualTo(Ctl.DONE);
        assertThat(told.out()).startsWith("java -jar pgweir.jar ctl COMMAND").contains("from 100ms to 5m");
        assertThat(told.err()).isEmpty();
    }

    @Test
    void saysWhereItLookedInVain() {
        var unreached = execute("cluster", "--url=" + NOWHERE);

        assertThat(unreached.code()).isEqualTo(Ctl.UNREACHABLE);
        assertThat(unreached.err())
                .contains("No gateway was reached at http://localhost:1: ")
                .contains("Say where it is by --url, or PGWEIR_URL.");
    }

    private Outcome ctl(String... typed) {
        var arguments = new ArrayList<>(List.of(typed));
        arguments.add("--url=" + gateway.uri("/"));
        return execute(arguments.toArray(String[]::new));
    }

    private static Outcome execute(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var code = new Ctl(Map.of(), stream(out), stream(err)).execute(List.of(arguments));
        return new Outcome(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
