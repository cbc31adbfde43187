package dev.pgweir.embedded;

import dev.pgweir.cluster.NodeSource;
import dev.pgweir.cluster.control.NodeControl;
import java.io.IOException;
import java.sql.SQLException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
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

    @Bean
    EmbeddedCluster embeddedCluster(EmbeddedProperties properties) throws IOException, SQLException {
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
