package dev.pgweir.admin.switchover;

import dev.pgweir.PgweirApplication;
import dev.pgweir.cluster.control.NodeControl;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A whole gateway on a cluster of a test's own. */
final class SwitchedGateway implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Gateway http;

    private SwitchedGateway(ConfigurableApplicationContext context) {
        this.context = context;
        this.http = new Gateway(context.getEnvironment());
    }

    /** One that runs the servers itself. */
    static SwitchedGateway owning(TestCluster cluster) {
        var application = new SpringApplicationBuilder(PgweirApplication.class)
                .initializers((GenericApplicationContext context) ->
                        context.registerBean("ownControl", NodeControl.class, cluster::control));
        return start(application, cluster);
    }

    /** One that can only log in to the servers. */
    static SwitchedGateway to(TestCluster cluster, String... settings) {
        return start(new SpringApplicationBuilder(PgweirApplication.class), cluster, settings);
    }

    private static SwitchedGateway start(
            SpringApplicationBuilder application, TestCluster cluster, String... settings) {
        var arguments = new ArrayList<>(List.of("--server.port=0"));
        DynamicPropertyRegistry registry = (name, value) -> arguments.add("--" + name + "=" + value.get());
        cluster.register(registry);
        for (var setting : settings) {
            arguments.add("--" + setting);
        }
        return new SwitchedGateway(application.run(arguments.toArray(String[]::new)));
    }

    Gateway http() {
        return http;
    }

    HttpResponse<String> switchover(String body) {
        return http.send("POST", "/admin/cluster/switchover", body, "Content-Type", "application/json");
    }

    HttpResponse<String> promote(String body) {
        return http.send("POST", "/admin/cluster/promote", body, "Content-Type", "application/json");
    }

    boolean isUp(String node) {
        return Answers.json(http.get("/admin/cluster"))
                .path("nodes")
                .valueStream()
                .filter(report -> report.path("name").asString().equals(node))
                .anyMatch(
                        report -> report.path("state").path("status").asString().equals("up"));
    }

    /** The node that the gateway writes to. */
    String primary() {
        return Answers.json(http.get("/admin/cluster")).path("primary").asString();
    }

    @Override
    public void close() {
        context.close();
    }
}
