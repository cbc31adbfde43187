package dev.pgweir.testing;

import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A whole gateway beside that of {@link GatewayTest}, or on a cluster of the test's own. */
public final class StartedGateway implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final List<FaultyLink> links;
    private final Optional<TestCluster> own;

    private StartedGateway(ConfigurableApplicationContext context, List<FaultyLink> links, Optional<TestCluster> own) {
        this.context = context;
        this.links = List.copyOf(links);
        this.own = own;
    }

    /** Starts one; settings take the place of the cluster's own. */
    public static StartedGateway on(TestCluster cluster, String... settings) {
        return new StartedGateway(run(cluster, settings), List.of(), Optional.empty());
    }

    /** Starts one on a cluster that ends with it. */
    public static StartedGateway onOwn(TestCluster cluster, String... settings) {
        return new StartedGateway(run(cluster, settings), List.of(), Optional.of(cluster));
    }

    /** Starts one that reaches each node over a link of its own. */
    public static StartedGateway overLinks(TestCluster cluster, String... settings) {
        var all = new ArrayList<>(List.of(settings));
        var links = cluster.nodes().stream().map(FaultyLink::to).toList();
        for (var i = 0; i < links.size(); i++) {
            all.add("pgweir.cluster.nodes[%d].url=%s".formatted(i, links.get(i).url()));
        }
        return new StartedGateway(run(cluster, all.toArray(String[]::new)), links, Optional.empty());
    }

    private static ConfigurableApplicationContext run(TestCluster cluster, String... settings) {
        return new SpringApplicationBuilder(PgweirApplication.class)
                .run(arguments(cluster, settings).toArray(String[]::new));
    }

    /** Starts one as a process of its own, which a test can kill. */
    public static Process process(TestCluster cluster, String... settings) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(
                List.of(java, "-cp", System.getProperty("java.class.path"), PgweirApplication.class.getName()));
        command.addAll(arguments(cluster, settings));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/gateway-process.log")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> arguments(TestCluster cluster, String... settings) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("server.port", 0));
        DynamicPropertyRegistry registry = (name, value) -> all.put(name, String.valueOf(value.get()));
        cluster.register(registry);
        for (var setting : settings) {
            var nameAndValue = setting.split("=", 2);
            all.put(nameAndValue[0], nameAndValue[1]);
        }
        return all.entrySet().stream().map(setting -> "--" + setting).toList();
    }

    /** A client of it. */
    public Gateway http() {
        return new Gateway(context.getEnvironment());
    }

    /** The part of it that is of a type. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Stops serving and goes on, within the same process. */
    public void stopAndGoOn() {
        context.stop();
        context.start();
    }

    /** The links to the nodes. */
    public List<FaultyLink> links() {
        return links;
    }

    @Override
    public void close() {
        context.close();
        links.forEach(FaultyLink::close);
        own.ifPresent(TestCluster::close);
    }
}
