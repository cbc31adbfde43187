package dev.pgweir.admin;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.admin.connector.OperatorsConnector;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Topology;
import dev.pgweir.cluster.control.NodeControl;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Ends the start with what a person needs next: the gateway's addresses, the nodes', why some of them cannot be used, and two
 * requests to try.
 */
@Component
final class StartupSummary {

    private static final Logger log = LoggerFactory.getLogger(StartupSummary.class);

    private final Cluster cluster;
    private final NodeControl control;
    private final Catalogs catalogs;
    private final OperatorsConnector operators;
    private final Environment environment;

    StartupSummary(
            Cluster cluster,
            NodeControl control,
            Catalogs catalogs,
            OperatorsConnector operators,
            Environment environment) {
        this.cluster = cluster;
        this.control = control;
        this.catalogs = catalogs;
        this.operators = operators;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void log() {
        Optional.ofNullable(environment.getProperty("local.server.port"))
                .map(this::text)
                .ifPresent(log::info);
    }

    private String text(String port) {
        var address = Optional.ofNullable(environment.getProperty("server.address", InetAddress.class))
                .filter(one -> !one.isAnyLocalAddress());
        var gateway = "http://%s:%s%s"
                .formatted(host(address), port, environment.getProperty("server.servlet.context-path", ""));
        var topology = cluster.topology();
        var text = new StringJoiner("\n")
                .add(title(topology) + "\n")
                .add("  Gateway     " + gateway)
                .add("  Swagger UI  " + gateway + "/swagger-ui.html")
                .add("  Listens on  " + listening(address));
        operators.url().ifPresent(url -> text.add("  Operators   " + url + "/admin and /actuator, there only"));
        text.add("");
        topology.nodes().forEach(node -> text.add(line(node)));
        superuser(topology).ifPresent(text::add);
        if (catalogs.current().filter(catalog -> catalog.tables().isEmpty()).isPresent()) {
            text.add("\n  Nothing is served: the schema \"%s\" holds no table or view that the gateway's role may use."
                            .formatted(environment.getProperty("pgweir.schema", "public")))
                    .add("  Set pgweir.schema to another one, or GRANT the role USAGE on it and SELECT on its tables.");
        }
        catalogs.current()
                .filter(_ -> !AccessProperties.of(environment).tellsCallersApart())
                .map(catalog -> new SampleRequests(catalog, gateway).commands())
                .filter(commands -> !commands.isEmpty())
                .ifPresent(commands -> text.add("\n  " + String.join("\n  ", commands)));
        return text.add("").toString();
    }

    private static String title(Topology topology) {
        if (topology.readable().isEmpty()) {
            return "Pgweir has started, but no node can be used: requests are answered 503 until one can";
        }
        return topology.primary().isEmpty() ? "Pgweir is ready for reads, but there is no primary" : "Pgweir is ready";
    }

    private static String host(Optional<InetAddress> address) {
        return address.filter(one -> !one.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .map(text -> text.contains(":") ? "[" + text + "]" : text)
                .orElse("localhost");
    }

    private static String listening(Optional<InetAddress> address) {
        return address.map(one -> one.isLoopbackAddress()
                        ? one.getHostAddress() + ", for this machine only: server.address=0.0.0.0 lets others in"
                        : one.getHostAddress())
                .orElse("all addresses");
    }

    private static String line(Node node) {
        var role = node.up().map(up -> up.role().name().toLowerCase(Locale.ROOT));
        var line = line(
                node,
                node.name(),
                role.orElse("no answer"),
                node.definition().credentials().username());
        return node.state() instanceof NodeState.Down down
                ? line + "\n" + " ".repeat(14) + down.reason().replaceAll("\\s+", " ")
                : line;
    }

    private Optional<String> superuser(Topology topology) {
        return control.superuser()
                .flatMap(user -> topology.primary().map(primary -> line(primary, "superuser", "", user)));
    }

    private static String line(Node node, String name, String role, String user) {
        var address = node.definition().address();
        return "  %-10s  %-9s  psql \"host=%s port=%d dbname=%s user=%s\""
                .formatted(
                        name,
                        role,
                        address.host().replaceAll("[\\[\\]]", ""),
                        address.port(),
                        address.database(),
                        user);
    }
}
