package dev.pgweir.routing.repeat;

import static java.util.Objects.requireNonNull;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.request.Hedged;
import dev.pgweir.request.LoneReads;
import dev.pgweir.request.NotRepeatable;
import dev.pgweir.request.WriteTransactions;
import dev.pgweir.routing.pool.RoutingProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** The repeat of calls around all transactions, and the hedge around small reads. */
@Configuration(proxyBeanMethods = false)
class RepeatConfiguration {

    @Bean
    Repeat repeat(RoutingProperties properties, MeterRegistry meters, Cluster cluster) {
        return new Repeat(
                budget("repeats", properties, meters),
                Counter.builder("pgweir.transactions.repeated")
                        .description("Transactions that were run again, as their node was lost")
                        .register(meters)::increment,
                node -> cluster.topology()
                        .primary()
                        .filter(primary -> primary.name().equals(node))
                        .isPresent());
    }

    @Bean
    Hedge hedge(RoutingProperties properties, MeterRegistry meters) {
        var won = hedged(true, meters);
        var lost = hedged(false, meters);
        return new Hedge(
                properties.hedgeDelay(),
                budget("hedges", properties, meters),
                second -> (second ? won : lost).increment());
    }

    private static Counter hedged(boolean won, MeterRegistry meters) {
        return Counter.builder("pgweir.transactions.hedged")
                .description("Reads that a second node was asked for, and whether its answer came first")
                .tag("won", Boolean.toString(won))
                .register(meters);
    }

    private static RetryBudget budget(String of, RoutingProperties properties, MeterRegistry meters) {
        var budget = new RetryBudget(properties.retryPercentage());
        Gauge.builder("pgweir.retry.budget", budget, RetryBudget::left)
                .description("How much is left of what may be repeated or hedged, from 0 to 1")
                .tag("of", of)
                .strongReference(true)
                .register(meters);
        return budget;
    }

    /** The data source is lazy for transactions that say only after they have begun that they read. */
    @Bean
    LoneReads loneReads(LazyConnectionDataSourceProxy lazy, JdbcTemplate transactions, Repeat repeat, Hedge hedge) {
        return new RoutedReads(requireNonNull(lazy.getTargetDataSource()), transactions, repeat, hedge);
    }

    @Bean
    WriteTransactions writeTransactions(PlatformTransactionManager transactions, Repeat repeat) {
        return new RoutedWrites(transactions, repeat);
    }

    /** Spring's own transaction advice has the lowest precedence: this is one step outside it. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TransactionAdvisor repeatAdvisor(ObjectProvider<Repeat> repeat, TransactionAttributeSource transactions) {
        return new TransactionAdvisor(
                repeat,
                transactions,
                (_, method) -> !AnnotatedElementUtils.hasAnnotation(method, NotRepeatable.class),
                Ordered.LOWEST_PRECEDENCE - 1);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TransactionAdvisor hedgeAdvisor(ObjectProvider<Hedge> hedge, TransactionAttributeSource transactions) {
        return new TransactionAdvisor(
                hedge,
                transactions,
                (transaction, method) ->
                        transaction.isReadOnly() && AnnotatedElementUtils.hasAnnotation(method, Hedged.class),
                Ordered.LOWEST_PRECEDENCE - 2);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepositoryRepeat repositoryRepeat(ObjectProvider<Repeat> repeat) {
        return new RepositoryRepeat(repeat);
    }
}
