package dev.pgweir.testing;

import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A whole gateway beside that of {@link GatewayTest}, or on a cluster of the test's own. */
public final class StartedGateway implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private StartedGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one; settings take the place of the cluster's own. */
    public static StartedGateway on(TestCluster cluster, String... settings) {
        var arguments = arguments(cluster, settings).toArray(String[]::new);
        return new StartedGateway(new SpringApplicationBuilder(PgweirApplication.class).run(arguments));
    }

    /** Starts one as a process of its own, which a test can kill. */
    public static Process process(TestCluster cluster, String... settings) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(
                List.of(java, "-cp", System.getProperty("java.class.path"), PgweirApplication.class.getName()));
        command.addAll(arguments(cluster, settings));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
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

    @Override
    public void close() {
        context.close();
    }
}
