package dev.pgweir.cluster.monitor;

import static dev.pgweir.cluster.discovery.FakePatroni.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.discovery.FakePatroni;
import dev.pgweir.embedded.TestCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

class DiscoveryIntegrationTests {

    private static final TestCluster SERVERS = TestCluster.shared();

    private final FakePatroni patroni = FakePatroni.start();
    private final FakePatroni otherPatroni = FakePatroni.start();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withUserConfiguration(ClusterAlone.class)
            .withPropertyValues(
                    "pgweir.cluster.username="
                            + SERVERS.node("primary").credentials().username(),
                    "pgweir.cluster.password="
                            + SERVERS.node("primary").credentials().password(),
                    "pgweir.cluster.discovery.database=pgweir",
                    "pgweir.cluster.discovery.interval=100ms");
    private final ApplicationContextRunner applicationWithPatroni = application.withPropertyValues(
            "pgweir.cluster.discovery.patroni=" + patroni.url() + "," + otherPatroni.url());

    @BeforeEach
    void nameMembers() {
        patroni.name(members("primary"));
        otherPatroni.name(members("primary"));
    }

    @AfterEach
    void stop() {
        patroni.close();
        otherPatroni.close();
    }

    @Test
    void takesTheAddressesBehindADnsNameForNodes() {
        var port = SERVERS.node("primary").address().port();

        application
                .withPropertyValues("pgweir.cluster.discovery.dns=localhost:" + port)
                .run(context -> {
                    var topology = context.getBean(Cluster.class).topology();
                    assertThat(topology.nodes()).extracting(Node::name).containsExactly("127.0.0.1:" + port);
                    assertThat(topology.primary()).isPresent();
                });
    }

    @Test
    void startsThoughNobodyKnowsANodeAndFindsThemLater() {
        patroni.answerWith(503);
        otherPatroni.answerWith(503);

        applicationWithPatroni.run(context -> {
            var cluster = context.getBean(Cluster.class);
            assertThat(cluster.topology().nodes()).isEmpty();

            patroni.answerWith(200);
            await().until(() -> cluster.topology().primary().isPresent());
        });
    }

    @Test
    void takesTheMembersThatPatroniNamesForNodes() {
        applicationWithPatroni.run(context -> {
            var cluster = context.getBean(Cluster.class);
            assertThat(cluster.topology().primary()).map(Node::name).contains("primary");
            assertThat(cluster.topology().replicas())
                    .extracting(Node::name, node -> node.definition().weight())
                    .containsExactly(tuple("replica-1", 1), tuple("replica-2", 0));

            patroni.name(members("primary").subList(0, 2));
            await().untilAsserted(() -> assertThat(cluster.topology().nodes())
                    .extracting(Node::name)
                    .containsExactly("primary", "replica-1"));
        });
    }

    @Test
    void takesNobodyForThePrimaryWhileAPatroniNamesAnotherLeader() {
        applicationWithPatroni.run(context -> {
            var cluster = context.getBean(Cluster.class);
            otherPatroni.name(members("replica-1"));
            await().until(() -> cluster.topology().primary().isEmpty());
            assertThat(cluster.topology().node("primary").orElseThrow().is(Role.PRIMARY))
                    .isTrue();

            otherPatroni.name(members("primary"));
            await().until(() -> cluster.topology().primary().isPresent());
        });
    }

    @Test
    void heedsNoPatroniThatDoesNotAnswer() {
        applicationWithPatroni.run(context -> {
            var cluster = context.getBean(Cluster.class);
            patroni.name(members("replica-1"));
            otherPatroni.name(members("replica-1"));
            await().until(() -> cluster.topology().primary().isEmpty());

            patroni.answerWith(503);
            otherPatroni.close();
            await().until(() -> cluster.topology().primary().isPresent());
            assertThat(cluster.topology().nodes()).hasSize(3);
        });
    }

    private static List<String> members(String leader) {
        return SERVERS.nodes().stream()
                .map(node -> member(
                        node.name(),
                        node.name().equals(leader) ? "leader" : "replica",
                        node.address().host(),
                        node.address().port(),
                        node.name().equals("replica-2") ? "{\"noloadbalance\": true}" : "{}"))
                .toList();
    }

    @Import(ClusterConfiguration.class)
    @EnableConfigurationProperties(ClusterProperties.class)
    static class ClusterAlone {}
}
