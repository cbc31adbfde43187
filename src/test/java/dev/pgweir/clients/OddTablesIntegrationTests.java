package dev.pgweir.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.StartedGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.core.io.ClassPathResource;

/** Has the contract of a schema of odd tables checked by Redocly, and made into TypeScript that compiles. */
@EnabledIf(value = "dev.pgweir.clients.NodeProject#isPossible", disabledReason = NodeProject.NOT_TESTED)
class OddTablesIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("odd");
    private static final Path DOCUMENT = Path.of("target/node/odd-tables.yaml");

    @BeforeAll
    static void readContract() throws Exception {
        NodeProject.install();
        var tables = new ClassPathResource("odd-tables.sql", OddTablesIntegrationTests.class);
        SCHEMA.create(tables.getContentAsString(StandardCharsets.UTF_8));
        TestCluster.shared().awaitReplay();
        try (var gateway = StartedGateway.on(TestCluster.shared(), "pgweir.schema=odd", "pgweir.own-schema=odd_own")) {
            var answer = gateway.http().get("/v3/api-docs.yaml");
            assertThat(answer.statusCode()).isEqualTo(200);
            Files.writeString(DOCUMENT, answer.body());
        }
    }

    @AfterAll
    static void dropTables() {
        SCHEMA.drop();
    }

    @Test
    void isValid() throws Exception {
        NodeProject.run(
                "node",
                "node_modules/@redocly/cli/bin/cli.js",
                "lint",
                DOCUMENT.getFileName().toString());
    }

    @Test
    void becomesTypeScriptThatCompiles() throws Exception {
        NodeProject.run(
                "node",
                "node_modules/openapi-typescript/bin/cli.js",
                DOCUMENT.getFileName().toString(),
                "--output",
                "odd-tables.ts");
        NodeProject.run("node", "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "odd-tables.ts");
    }
}
