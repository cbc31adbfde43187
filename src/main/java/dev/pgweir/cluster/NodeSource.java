package dev.pgweir.cluster;

import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Where the nodes come from at the start: the configuration, a look-up, or the embedded cluster. */
@FunctionalInterface
public interface NodeSource {

    /** The nodes of the cluster, in the operator's order, with distinct names; none where a look-up has failed. */
    List<NodeDefinition> nodes();

    /** Matches where the configuration says where to look them up. */
    final class LookedUp implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var environment = context.getEnvironment();
            return StringUtils.hasText(environment.getProperty("pgweir.cluster.discovery.dns"))
                    || Binder.get(environment)
                            .bind("pgweir.cluster.discovery.patroni", Bindable.listOf(String.class))
                            .map(urls -> !urls.isEmpty())
                            .orElse(false);
        }
    }
}
