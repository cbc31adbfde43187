package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.routing.RouteReport;
import dev.pgweir.routing.load.Balancer;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.measure.MeasuredNodes;
import dev.pgweir.routing.pool.NodePools;
import dev.pgweir.routing.pool.RoutingProperties;
import dev.pgweir.routing.session.TokenCodec;
import dev.pgweir.routing.transaction.Router.Limits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/** The data source that everything in the gateway uses, and the repeat of reads around it. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RoutingConfiguration.class);

    /** Both defaults are set because the lazy proxy would otherwise ask a connection to the primary for them. */
    @Bean
    LazyConnectionDataSourceProxy dataSource(
            Cluster cluster,
            Router router,
            WriteGate gate,
            RoutingProperties properties,
            NodePools pools,
            MeasuredNodes nodes,
            MeterRegistry meters) {
        var wait = new FailoverWait(cluster, properties.writePatience());
        var dataSource = new LazyConnectionDataSourceProxy();
        dataSource.setTargetDataSource(new RoutingDataSource(
                new Requirements(cluster, wait),
                new ReadLadder(cluster, router, properties.catchUpPatience(), wait),
                gate,
                pools,
                new RouteMetrics(nodes, meters)));
        dataSource.setDefaultAutoCommit(true);
        dataSource.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return dataSource;
    }

    @Bean
    Router router(Cluster cluster, RoutingProperties properties, Loads loads) {
        var limits = new Limits(
                properties.primaryReadWeight(),
                cluster.lease(),
                properties.maxLag(),
                properties.maxLagSize().toBytes(),
                cluster.zone());
        return new Router(
                limits,
                loads,
                new Balancer(loads, () -> ThreadLocalRandom.current().nextDouble()));
    }

    @Bean
    WriteGate writeGate(Cluster cluster, Router router, RoutingProperties properties, MeterRegistry meters) {
        var held = Timer.builder("pgweir.writes.held")
                .description("How long writes waited that found no primary, or were held back, in vain or not")
                .register(meters);
        var gate = new WriteGate(
                cluster, router::primary, properties.writePatience(), properties.writeQueueSize(), held::record);
        Gauge.builder("pgweir.writes.waiting", gate::waiting)
                .description("Writes that wait for a primary")
                .register(meters);
        return gate;
    }

    @Bean
    TokenCodec tokenCodec(RoutingProperties properties) {
        return new TokenCodec(
                SignedText.with(
                        properties.signingKey(),
                        () -> log.info(
                                "pgweir.routing.signing-key is not set: consistency tokens end with this process and with this instance")));
    }

    @Bean
    PlatformTransactionManager transactionManager(
            DataSource dataSource, ObjectProvider<TransactionManagerCustomizers> customizers) {
        var transactions = new RoutedTransactions(dataSource);
        customizers.ifAvailable(all -> all.customize(transactions));
        return transactions;
    }

    @Bean
    RouteReport routeReport(Cluster cluster, Router router) {
        return new RouteExplainer(cluster, router);
    }
}
