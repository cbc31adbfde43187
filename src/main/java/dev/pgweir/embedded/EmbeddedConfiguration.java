package dev.pgweir.embedded;

import dev.pgweir.cluster.NodeSource;
import dev.pgweir.cluster.control.NodeControl;
import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Starts the embedded cluster where neither nodes are configured nor where to look for some. The bean exists only once the
 * cluster is up, and Spring closes it after every bean that was given it.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedConfiguration.OnNoNodes.class)
class EmbeddedConfiguration {

    /** Everything under {@code pgweir} is bound first, so that a value out of range starts no server. */
    @Bean
    EmbeddedCluster embeddedCluster(EmbeddedProperties properties, ListableBeanFactory beans)
            throws IOException, SQLException {
        Stream.of(beans.getBeanNamesForAnnotation(ConfigurationProperties.class))
                .filter(name -> name.startsWith("pgweir"))
                .forEach(beans::getBean);
        return EmbeddedCluster.start(properties);
    }

    @Bean
    NodeControl embeddedNodeControl(EmbeddedCluster cluster) {
        return new EmbeddedNodeControl(cluster.servers());
    }

    /** Matches where no node is configured, and none is looked up. */
    static final class OnNoNodes extends NoneNestedConditions {

        OnNoNodes() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("pgweir.cluster.nodes[0].url")
        static final class OnNodes {}

        @Conditional(NodeSource.LookedUp.class)
        static final class OnDiscovery {}
    }
}
