package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.routing.pool.NodePools;
import dev.pgweir.routing.pool.RoutingProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** The data source that everything in the gateway uses, and the repeat of reads around it. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    /** Both defaults are set because the lazy proxy would otherwise ask a connection to the primary for them. */
    @Bean
    DataSource dataSource(Cluster cluster, RoutingProperties properties, NodePools pools) {
        var router = new Router(
                properties.primaryReadWeight(),
                bound -> ThreadLocalRandom.current().nextInt(bound));
        var dataSource = new LazyConnectionDataSourceProxy();
        dataSource.setTargetDataSource(new RoutingDataSource(cluster, router, pools));
        dataSource.setDefaultAutoCommit(true);
        dataSource.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return dataSource;
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
    static ReadRetry readRetry(ObjectProvider<MeterRegistry> meters) {
        return new ReadRetry(
                () -> meters.getObject().counter("pgweir.reads.repeated").increment());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ReadRetryAdvisor readRetryAdvisor(ReadRetry retry, TransactionAttributeSource transactions) {
        return new ReadRetryAdvisor(retry, transactions);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RepositoryReadRetry repositoryReadRetry(ReadRetry retry) {
        return new RepositoryReadRetry(retry);
    }
}
