package dev.pgweir.clients;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;

/** Generates TypeScript from the committed contract, compiles a session with it, and runs that. */
@GatewayTest
@EnabledIf(value = "dev.pgweir.clients.NodeProject#isPossible", disabledReason = NodeProject.NOT_TESTED)
class TypeScriptClientIntegrationTests {

    private static final Path CONTRACT = Path.of("openapi/pgweir.yaml").toAbsolutePath();

    @BeforeAll
    static void install() throws Exception {
        NodeProject.install();
    }

    @Test
    void compilesAndIsAnsweredAsSqlIs(@Autowired Gateway gateway) throws Exception {
        var contract = CONTRACT.toString();
        NodeProject.run("node", "node_modules/openapi-typescript/bin/cli.js", contract, "--output", "pgweir.d.ts");
        NodeProject.run("node", "node_modules/typescript/bin/tsc", "--project", ".");
        TestCluster.shared().awaitReplay();

        var steps =
                NodeProject.run("node", "compiled/contract.js", gateway.uri("").toString());

        try (var connection = TestCluster.shared().connect("primary")) {
            Steps.compare(steps, connection);
        }
    }
}
