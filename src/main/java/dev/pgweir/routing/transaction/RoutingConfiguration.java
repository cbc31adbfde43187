package dev.pgweir.routing.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.routing.TokenCodec;
import dev.pgweir.routing.load.Balancer;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.pool.NodePools;
import dev.pgweir.routing.pool.RoutingProperties;
import dev.pgweir.routing.transaction.Router.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** The data source that everything in the gateway uses, and the repeat of reads around it. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RoutingConfiguration.class);

    /** A primary that was not seen for so long may have been replaced by one that this gateway has not seen yet. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** Both defaults are set because the lazy proxy would otherwise ask a connection to the primary for them. */
    @Bean
    DataSource dataSource(
            Cluster cluster, Router router, WriteGate gate, RoutingProperties properties, NodePools pools) {
        var dataSource = new LazyConnectionDataSourceProxy();
        dataSource.setTargetDataSource(new RoutingDataSource(
                new Requirements(cluster), new ReadLadder(cluster, router, properties.catchUpPatience()), gate, pools));
        dataSource.setDefaultAutoCommit(true);
        dataSource.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return dataSource;
    }

    @Bean
    Router router(RoutingProperties properties, Loads loads) {
        var limits = new Limits(
                properties.primaryReadWeight(),
                LEASE,
                properties.maxLag(),
                properties.maxLagSize().toBytes());
        return new Router(
                limits,
                loads,
                new Balancer(loads, () -> ThreadLocalRandom.current().nextDouble()));
    }

    @Bean
    WriteGate writeGate(Cluster cluster, Router router, RoutingProperties properties) {
        return new WriteGate(cluster, router::primary, properties.writePatience(), properties.writeQueueSize());
    }

    @Bean
    TokenCodec tokenCodec(RoutingProperties properties) {
        if (!properties.signingKey().isEmpty()) {
            return new TokenCodec(properties.signingKey().getBytes(UTF_8));
        }
        LOG.info(
                "pgweir.routing.signing-key is not set: consistency tokens end with this process and with this instance");
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new TokenCodec(secret);
    }

    @Bean
    PlatformTransactionManager transactionManager(
            DataSource dataSource, ObjectProvider<TransactionManagerCustomizers> customizers) {
        var transactions = new RoutedTransactions(dataSource);
        customizers.ifAvailable(all -> all.customize(transactions));
        return transactions;
    }

    /** The registry is looked up late: this bean is made before those that prepare registries. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Repeat repeat(ObjectProvider<MeterRegistry> meters, Environment environment) {
        var percentage = environment.getRequiredProperty("pgweir.routing.retry-percentage", Integer.class);
        return new Repeat(
                new RetryBudget(percentage),
                () -> meters.getObject().counter("pgweir.transactions.repeated").increment());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepeatAdvisor repeatAdvisor(Repeat repeat, TransactionAttributeSource transactions) {
        return new RepeatAdvisor(repeat, transactions);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepositoryRepeat repositoryRepeat(Repeat repeat) {
        return new RepositoryRepeat(repeat);
    }
}
