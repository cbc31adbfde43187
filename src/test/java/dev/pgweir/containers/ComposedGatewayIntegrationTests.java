package dev.pgweir.containers;

import dev.pgweir.PgweirApplication;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayContract;
import java.io.File;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The servers of {@code docker-compose.yml}; skipped where no Docker daemon runs: start one to include it. */
@Testcontainers(disabledWithoutDocker = true)
@SpringBootTest(classes = PgweirApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(Gateway.class)
class ComposedGatewayIntegrationTests implements GatewayContract {

    private static final int PORT = 5432;

    @Container
    private static final ComposeContainer SERVERS = new ComposeContainer(new File("docker-compose.yml"))
            .withServices("primary", "replica1")
            .withExposedService("primary", PORT, Wait.forHealthcheck())
            .withExposedService("replica1", PORT, Wait.forHealthcheck());

    private final Gateway gateway;

    @Autowired
    ComposedGatewayIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @DynamicPropertySource
    static void register(DynamicPropertyRegistry registry) {
        var services = new String[] {"primary", "replica1"};
        for (var i = 0; i < services.length; i++) {
            var service = services[i];
            var prefix = "pgweir.cluster.nodes[" + i + "].";
            registry.add(prefix + "name", () -> service);
            registry.add(prefix + "url", () -> url(service));
        }
        registry.add("pgweir.cluster.username", () -> "pgweir");
        registry.add("pgweir.cluster.password", () -> "pgweir");
    }

    private static String url(String service) {
        return "jdbc:postgresql://%s:%d/pgweir"
                .formatted(SERVERS.getServiceHost(service, PORT), SERVERS.getServicePort(service, PORT));
    }

    @Override
    public Gateway gateway() {
        return gateway;
    }
}
