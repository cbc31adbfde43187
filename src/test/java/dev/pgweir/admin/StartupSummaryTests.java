package dev.pgweir.admin;

import static dev.pgweir.cluster.TestNodes.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.admin.connector.OperatorsConnector;
import dev.pgweir.admin.permission.AdminProperties;
import dev.pgweir.admin.permission.AdminProperties.Switch;
import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.control.SqlNodeControl;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class StartupSummaryTests {

    private static final OperatorsConnector NO_CONNECTOR = new OperatorsConnector(
            new AdminProperties(Switch.AUTO, Switch.AUTO, List.of(), -1, InetAddress.getLoopbackAddress()));

    @Test
    void saysWhatToDoWhereNothingIsServed(CapturedOutput output) {
        var environment =
                new MockEnvironment().withProperty("local.server.port", "8080").withProperty("pgweir.schema", "nosuch");

        new StartupSummary(new FixedCluster(), new SqlNodeControl(), new NoTables(), NO_CONNECTOR, environment).log();

        assertThat(output).contains("the schema \"nosuch\" holds no table", "Set pgweir.schema", "GRANT");
    }

    @Test
    void saysWhyNoNodeCanBeUsed(CapturedOutput output) {
        var cluster = new FixedCluster(new Node(
                definition("db1"),
                new NodeState.Down("FATAL: password authentication failed for user \"app\"\n  Detail: none")));
        var environment = new MockEnvironment().withProperty("local.server.port", "8080");

        new StartupSummary(cluster, new SqlNodeControl(), new NoTables(), NO_CONNECTOR, environment).log();

        assertThat(output)
                .contains("Pgweir has started, but no node can be used")
                .doesNotContain("Pgweir is ready", "superuser", "secret")
                .containsPattern("db1 +no answer +psql .*\n +FATAL: password authentication failed for user \"app\"");
    }

    private static final class NoTables implements Catalogs {

        @Override
        public List<String> schemas() {
            return List.of("public");
        }

        @Override
        public Optional<Catalog> current() {
            return Optional.of(refresh());
        }

        @Override
        public Catalog refresh() {
            return TestTables.catalog();
        }
    }
}
