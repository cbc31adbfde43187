package dev.pgweir.cluster.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class ClusterPropertiesTests {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(PropertiesOnly.class);

    private static Credentials credentials(String username, String password) {
        return new Credentials(username, password, Optional.empty(), "scram-sha-256");
    }

    @Test
    void needNoNodes() {
        application.run(context -> {
            var properties = context.getBean(ClusterProperties.class);
            assertThat(properties.definitions()).isEmpty();
            assertThat(properties.probeInterval()).isEqualTo(Duration.ofMillis(250));
            assertThat(properties.probeTimeout()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void giveEachNodeItsOwnCredentialsOrTheClusters() {
        application
                .withPropertyValues(
                        "pgweir.cluster.username=app",
                        "pgweir.cluster.password=secret",
                        "pgweir.cluster.nodes[0].name=db1",
                        "pgweir.cluster.nodes[0].url=jdbc:postgresql://db1/shop",
                        "pgweir.cluster.nodes[1].name=db2",
                        "pgweir.cluster.nodes[1].url=jdbc:postgresql://db2/shop?sslmode=require",
                        "pgweir.cluster.nodes[1].weight=3",
                        "pgweir.cluster.nodes[1].zone=east",
                        "pgweir.cluster.nodes[1].username=other",
                        "pgweir.cluster.nodes[1].password=word")
                .run(context -> assertThat(
                                context.getBean(ClusterProperties.class).definitions())
                        .containsExactly(
                                new NodeDefinition(
                                        "db1", "jdbc:postgresql://db1/shop", 1, credentials("app", "secret")),
                                new NodeDefinition(
                                                "db2",
                                                "jdbc:postgresql://db2/shop?sslmode=require",
                                                3,
                                                credentials("other", "word"))
                                        .in("east")));
    }

    @ParameterizedTest
    @CsvSource({
        "nodes[0].name=, give each node a name",
        "nodes[0].url=, jdbc:postgresql://host:port/database",
        "nodes[0].url=jdbc:mysql://db1/shop, jdbc:postgresql://host:port/database",
        "'nodes[0].url=jdbc:postgresql://db1,db2/shop', the URL of one server",
        "nodes[0].url=jdbc:postgresql://db1/shop?password=x, move user and password to username and password",
        "nodes[0].url=jdbc:postgresql://db1/shop?socketFactory=x.Y, not socketFactory",
        "nodes[1].url=jdbc:postgresql://db2/shop?sslMode=require, 'pgweir.cluster.nodes[1].url: of the driver'",
        "nodes[0].weight=-1, weight of 0 or more",
        "nodes[1].name=db1, on field 'nodes[1].name'",
        "nodes[1].url=jdbc:postgresql://db1:5432/shop?sslmode=require, on field 'nodes[1].url'",
        "nodes[1].nmae=db3, nmae",
        "probe-interval=100000d, probeInterval",
        "probe-timeout=100000d, probeTimeout",
        "username=, set pgweir.cluster.username",
        "probe-interval=0ms, 10",
        "probe-timeout=0s, 100"
    })
    void stopTheStartAndSayWhatToDo(String property, String advice) {
        application
                .withPropertyValues(
                        "pgweir.cluster.username=app",
                        "pgweir.cluster.nodes[0].name=db1",
                        "pgweir.cluster.nodes[0].url=jdbc:postgresql://db1/shop",
                        "pgweir.cluster.nodes[1].name=db2",
                        "pgweir.cluster.nodes[1].url=jdbc:postgresql://db2/shop",
                        "pgweir.cluster." + property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(advice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//me:s3cret@db1/shop", "//db1/shop?user=me&password=s3cret"})
    void doNotRepeatAPasswordThatAUrlHolds(String url) {
        application
                .withPropertyValues(
                        "pgweir.cluster.nodes[0].name=db1", "pgweir.cluster.nodes[0].url=jdbc:postgresql:" + url)
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(failure -> assertThat(stackTraceOf(failure))
                                .contains("user and password")
                                .doesNotContain("s3cret")));
    }

    private static String stackTraceOf(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void mayNameAPlaceToLookForNodesInstead() {
        application
                .withPropertyValues(
                        "pgweir.cluster.username=app",
                        "pgweir.cluster.discovery.patroni=http://pg1:8008,http://pg2:8008/",
                        "pgweir.cluster.discovery.database=shop?sslmode=require")
                .run(context -> {
                    var discovery = context.getBean(ClusterProperties.class).discovery();
                    assertThat(discovery.isWanted()).isTrue();
                    assertThat(discovery.patroni()).containsExactly("http://pg1:8008", "http://pg2:8008/");
                    assertThat(discovery.interval()).isEqualTo(Duration.ofSeconds(5));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "nodes[0].name=db1, 'either name the nodes, or set pgweir.cluster.discovery'",
        "discovery.patroni=http://pg1:8008, 'by DNS or by Patroni, not by both'",
        "discovery.database=, name the database",
        "discovery.database=shop?loggerFile=x, not loggerFile",
        "discovery.database=shop/x, pgweir.cluster.discovery.database: write the URL",
        "discovery.dns=db:x, host:port",
        "discovery.patroni=pg1:8008, http://host:8008",
        "discovery.interval=1ms, 100",
        "username=, set the user"
    })
    void stopTheStartWhereItIsUnclearWhereToLook(String property, String advice) {
        application
                .withPropertyValues(
                        "pgweir.cluster.username=app",
                        "pgweir.cluster.discovery.dns=db.example:6432",
                        "pgweir.cluster.discovery.database=shop",
                        "pgweir.cluster." + property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(advice));
    }

    @EnableConfigurationProperties(ClusterProperties.class)
    static class PropertiesOnly {}
}
