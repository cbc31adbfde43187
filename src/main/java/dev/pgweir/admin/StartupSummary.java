package dev.pgweir.admin;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Ends the start with what a person needs next: the gateway's addresses, the nodes', and two requests to try. */
@Component
final class StartupSummary {

    private static final Logger log = LoggerFactory.getLogger(StartupSummary.class);

    private final Cluster cluster;
    private final Catalogs catalogs;
    private final Environment environment;

    StartupSummary(Cluster cluster, Catalogs catalogs, Environment environment) {
        this.cluster = cluster;
        this.catalogs = catalogs;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void log() {
        gateway().map(this::text).ifPresent(log::info);
    }

    /** Where the gateway listens; empty where the application runs without a web server. */
    private Optional<String> gateway() {
        var path = environment.getProperty("server.servlet.context-path", "");
        return Optional.ofNullable(environment.getProperty("local.server.port"))
                .map(port -> "http://localhost:" + port + path);
    }

    private String text(String gateway) {
        var text = new StringJoiner("\n")
                .add("Pgweir is ready\n")
                .add("  Gateway     " + gateway)
                .add("  Swagger UI  " + gateway + "/swagger-ui.html\n");
        cluster.topology().nodes().forEach(node -> text.add(line(node)));
        if (catalogs.current().filter(catalog -> catalog.tables().isEmpty()).isPresent()) {
            text.add("\n  Nothing is served: the schema \"%s\" holds no table or view that the gateway's role may use."
                            .formatted(environment.getProperty("pgweir.schema", "public")))
                    .add("  Set pgweir.schema to another one, or GRANT the role USAGE on it and SELECT on its tables.");
        }
        catalogs.current()
                .map(catalog -> new SampleRequests(catalog, gateway).commands())
                .filter(commands -> !commands.isEmpty())
                .ifPresent(commands -> text.add("\n  " + String.join("\n  ", commands)));
        return text.add("").toString();
    }

    private static String line(Node node) {
        var role =
                node.up().map(up -> up.role().name().toLowerCase(Locale.ROOT)).orElse("no answer");
        var address = node.definition().address();
        return "  %-10s  %-9s  psql \"host=%s port=%d dbname=%s user=%s\""
                .formatted(
                        node.name(),
                        role,
                        address.host().replaceAll("[\\[\\]]", ""),
                        address.port(),
                        address.database(),
                        node.definition().credentials().username());
    }
}
