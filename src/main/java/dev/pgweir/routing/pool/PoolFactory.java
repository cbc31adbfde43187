package dev.pgweir.routing.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDataSource;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.postgres.Identifier;
import dev.pgweir.request.Work;
import dev.pgweir.routing.connect.NodeConnections;
import dev.pgweir.routing.load.FairTurns;
import dev.pgweir.routing.reset.SessionSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the HikariCP pool of a node for one kind of work: how the gateway connects, and what each session is set to. */
final class PoolFactory {

    /** How long a caller waits before it looks up: the least that HikariCP can be told. */
    private static final Duration WAIT_SLICE = Duration.ofMillis(250);

    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration KEEPALIVE = Duration.ofMinutes(1);

    /** The server's own time-out comes first, unless the server is gone. */
    private static final Duration SOCKET_GRACE = Duration.ofSeconds(5);

    private static final int MINIMUM_IDLE = 5;

    /** One for each of the gateway's own tasks, and one for operators. */
    private static final int SYSTEM_SIZE = 4;

    private final Workload workload;
    private final List<String> schemas;
    private final RoutingProperties properties;
    private final MeterRegistry meters;
    private final Optional<Credentials> login;
    private final Pooler pooler;

    /**
     * @param schemas those that are exposed
     * @param login the database user for requests, if that is another one than the node's own
     * @param pooler what stands between the gateway and the nodes
     */
    PoolFactory(
            Workload workload,
            List<String> schemas,
            RoutingProperties properties,
            MeterRegistry meters,
            Optional<Credentials> login,
            Pooler pooler) {
        this.workload = workload;
        this.schemas = schemas;
        this.properties = properties;
        this.meters = meters;
        this.login = login.filter(_ -> workload != Workload.SYSTEM);
        this.pooler = pooler;
    }

    /** How long a transaction may wait for a connection, in all. */
    Duration timeout() {
        return properties.poolTimeout();
    }

    /** The most connections a pool keeps. */
    int size() {
        return switch (workload) {
            case REQUEST -> properties.poolSize();
            case FALLBACK -> properties.fallbackPoolSize();
            case STREAM -> properties.streamPoolSize();
            case SYSTEM -> SYSTEM_SIZE;
        };
    }

    /** What all reads are for; empty where requests say it. */
    Optional<Work> workOfReads() {
        return workload == Workload.SYSTEM ? Optional.of(Work.OWN) : Optional.empty();
    }

    /** The turns in which requests use the connections of a pool. */
    FairTurns turns() {
        return new FairTurns(
                size(), properties.queueSize(), properties.resourceShare(), properties.targetWait(), System::nanoTime);
    }

    /** Opens a pool without waiting for the node: it connects in the background. */
    HikariDataSource open(NodeDefinition node, FailureDetector failureDetector, Runnable onConnect) {
        var driver = driver(node);
        var config = new HikariConfig();
        config.setPoolName(
                switch (workload) {
                    case REQUEST -> node.name();
                    case FALLBACK -> node.name() + "-fallback";
                    case STREAM -> node.name() + "-streams";
                    case SYSTEM -> node.name() + "-system";
                });
        config.setDataSource(new NodeConnections(driver, pooler, onConnect));
        config.setInitializationFailTimeout(-1);
        config.setMaximumPoolSize(size());
        config.setMinimumIdle(workload == Workload.REQUEST ? Math.min(MINIMUM_IDLE, size()) : 0);
        config.setConnectionTimeout(WAIT_SLICE.toMillis());
        config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
        config.setKeepaliveTime(KEEPALIVE.toMillis());
        config.setExceptionOverride(failureDetector);
        config.setMetricRegistry(meters);
        config.setConnectionInitSql(settings().begin());
        var pool = new HikariDataSource(config);
        // HikariCP derives a login time-out from the slice, which is too short for a server under load.
        driver.setLoginTimeout(driver.getConnectTimeout());
        return pool;
    }

    /** What each session is set to. */
    SessionSettings settings() {
        return SessionSettings.of(statementTimeout(), searchPath(), pooler);
    }

    /** Where functions, triggers and casts of the exposed schemas look for names without a schema. */
    private String searchPath() {
        return Stream.concat(schemas.stream(), properties.extraSearchPath().stream())
                .distinct()
                .map(Identifier::quoted)
                .collect(Collectors.joining(", "));
    }

    private NodeDataSource driver(NodeDefinition node) {
        var silence =
                statementTimeout().isZero() ? Duration.ZERO : statementTimeout().plus(SOCKET_GRACE);
        var driver = new NodeDataSource(login.map(node::as).orElse(node), "pgweir", properties.poolTimeout(), silence);
        if (!settings().options().isEmpty()) {
            driver.setOptions(settings().options());
        }
        driver.setBinaryTransfer(false);
        driver.setTcpKeepAlive(true);
        driver.setMaxResultBuffer(Long.toString(properties.maxResultSize().toBytes()));
        return driver;
    }

    /** Zero where there is no limit. */
    private Duration statementTimeout() {
        return switch (workload) {
            case REQUEST, FALLBACK, SYSTEM -> properties.statementTimeout();
            case STREAM -> properties.streamTimeout();
        };
    }
}
