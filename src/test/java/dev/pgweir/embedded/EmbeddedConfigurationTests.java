package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.NodeSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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
}
