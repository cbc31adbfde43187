package dev.pgweir.web;

import dev.pgweir.web.connection.WatchfulHttpProtocol;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Goes on serving for a while once the gateway is to stop. Its readiness says by then that it leaves, so those that choose among
 * gateways go elsewhere in time; clients that keep their connections are let go with their next answer. What is running then, the
 * server waits for.
 */
@Component
class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final ApplicationContext context;
    private final Duration delay;
    private volatile boolean running;

    Drain(
            ApplicationContext context,
            WebProperties properties,
            @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration patience) {
        this.context = context;
        this.delay = properties.shutdownDelay();
        if (delay.compareTo(patience) >= 0) {
            throw new InvalidConfigurationPropertyValueException(
                    "pgweir.web.shutdown-delay",
                    delay,
                    "It must be less than spring.lifecycle.timeout-per-shutdown-phase, which is %d s: raise that."
                            .formatted(patience.toSeconds()));
        }
    }

    @Override
    public void start() {
        running = true;
        protocols().forEach(WatchfulHttpProtocol::letClientsStay);
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        protocols().forEach(WatchfulHttpProtocol::letClientsGo);
        log.info("Serving goes on for {} ms, until no more requests are sent here", delay.toMillis());
        // Not in the common pool, whose threads may all wait for this.
        CompletableFuture.delayedExecutor(
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS,
                        task -> Thread.ofVirtual().start(task))
                .execute(callback);
    }

    /** Of all ports; none where there is no web server. */
    private List<WatchfulHttpProtocol> protocols() {
        if (!(context instanceof WebServerApplicationContext web
                && web.getWebServer() instanceof TomcatWebServer server)) {
            return List.of();
        }
        return Arrays.stream(server.getTomcat().getServer().findServices())
                .flatMap(service -> Arrays.stream(service.findConnectors()))
                .map(connector -> connector.getProtocolHandler())
                .filter(WatchfulHttpProtocol.class::isInstance)
                .map(WatchfulHttpProtocol.class::cast)
                .toList();
    }

    /** Never called: stopping takes time. */
    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped first: before the web server begins to take no more. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
