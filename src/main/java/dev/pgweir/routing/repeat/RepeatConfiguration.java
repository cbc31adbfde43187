package dev.pgweir.routing.repeat;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.request.Hedged;
import dev.pgweir.request.NotRepeatable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** The repeat of calls around all transactions, and the hedge around small reads. */
@Configuration(proxyBeanMethods = false)
class RepeatConfiguration {

    /** Made before the beans that bind properties and prepare registries: it looks up the one, and the other late. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Repeat repeat(
            ObjectProvider<MeterRegistry> meters, ObjectProvider<Cluster> cluster, Environment environment) {
        return new Repeat(
                new RetryBudget(percentage(environment)),
                () -> meters.getObject().counter("pgweir.transactions.repeated").increment(),
                node -> cluster.getObject()
                        .topology()
                        .primary()
                        .filter(primary -> primary.name().equals(node))
                        .isPresent());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Hedge hedge(ObjectProvider<MeterRegistry> meters, Environment environment) {
        return new Hedge(
                environment.getRequiredProperty("pgweir.routing.hedge-delay", Duration.class),
                new RetryBudget(percentage(environment)),
                () -> meters.getObject().counter("pgweir.transactions.hedged").increment());
    }

    /** Spring's own transaction advice has the lowest precedence: this is one step outside it. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TransactionAdvisor repeatAdvisor(Repeat repeat, TransactionAttributeSource transactions) {
        return new TransactionAdvisor(
                repeat,
                transactions,
                (_, method) -> !AnnotatedElementUtils.hasAnnotation(method, NotRepeatable.class),
                Ordered.LOWEST_PRECEDENCE - 1);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TransactionAdvisor hedgeAdvisor(Hedge hedge, TransactionAttributeSource transactions) {
        return new TransactionAdvisor(
                hedge,
                transactions,
                (transaction, method) -> hedge.isEnabled()
                        && transaction.isReadOnly()
                        && AnnotatedElementUtils.hasAnnotation(method, Hedged.class),
                Ordered.LOWEST_PRECEDENCE - 2);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepositoryRepeat repositoryRepeat(Repeat repeat) {
        return new RepositoryRepeat(repeat);
    }

    private static int percentage(Environment environment) {
        return environment.getRequiredProperty("pgweir.routing.retry-percentage", Integer.class);
    }
}
