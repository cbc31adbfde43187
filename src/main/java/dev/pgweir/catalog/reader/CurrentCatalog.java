package dev.pgweir.catalog.reader;

import dev.pgweir.access.RoleSettings;
import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.roles.RoleReader;
import dev.pgweir.postgres.PrimaryFirst;
import dev.pgweir.request.AsGateway;
import dev.pgweir.request.Caller;
import dev.pgweir.request.Caller.InRole;
import dev.pgweir.request.RequestContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Holds the newest catalog in a volatile field; refreshes run one at a time. It is read where the schema is changed, on
 * the primary, and from a replica, which may lag behind, only where the primary gives no answer. What a role may use is read when
 * that is first asked for after privileges, or the catalog, have changed.
 */
@Component
class CurrentCatalog implements Catalogs, RoleSettings {

    private static final Logger log = LoggerFactory.getLogger(CurrentCatalog.class);

    private static final Catalog NOTHING = Catalog.of(List.of());

    private final TableAdmission admission = new TableAdmission();
    private final CatalogReader reader;
    private final RoleReader roleReader;
    private final ViewReader views;
    private final ApplicationEventPublisher events;
    private final PrimaryFirst nodes;
    private volatile Optional<Catalog> current = Optional.empty();

    /** When it was read, or when nothing had been read yet; as of {@link System#nanoTime}. */
    private volatile long lastRead = System.nanoTime();

    private volatile Map<String, Map<String, String>> settings = Map.of();
    private volatile Roles roles = new Roles(Set.of(), "", new ConcurrentHashMap<>());

    /** What was read at once. */
    private record Reading(
            Catalog catalog, List<String> served, String privileges, Map<String, Map<String, String>> settings) {}

    /**
     * What is known of roles until privileges change.
     *
     * @param served those that callers may have
     * @param privileges a text that changes with them
     * @param catalogs what each may use that has asked
     */
    private record Roles(Set<String> served, String privileges, Map<String, Catalog> catalogs) {

        boolean isOf(Reading read) {
            return served.equals(Set.copyOf(read.served)) && privileges.equals(read.privileges);
        }
    }

    CurrentCatalog(
            CatalogReader reader,
            RoleReader roleReader,
            ViewReader views,
            PrimaryFirst nodes,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.roleReader = roleReader;
        this.reader = reader;
        this.views = views;
        this.nodes = nodes;
        this.events = events;
        Gauge.builder("pgweir.catalog.age.seconds", this, CurrentCatalog::ageInSeconds)
                .description("How long ago tables, columns and partitions were read last")
                .register(meters);
    }

    private double ageInSeconds() {
        return (System.nanoTime() - lastRead) / 1e9;
    }

    @Override
    public List<String> schemas() {
        return reader.schemas();
    }

    @Override
    public Optional<Catalog> current() {
        return current;
    }

    @Override
    public Optional<Catalog> ofCaller() {
        var whole = current;
        if (!roleReader.tellsRolesApart() || whole.isEmpty() || !RequestContext.isRunning()) {
            return whole;
        }
        return switch (Caller.current()) {
            case InRole caller -> Optional.of(ofRole(caller.role()));
            case Caller.Gateway _ -> whole;
            case Caller.Anybody _ -> Optional.of(NOTHING);
        };
    }

    @Override
    public Map<String, String> of(String role) {
        return settings.getOrDefault(role, Map.of());
    }

    private Catalog ofRole(String role) {
        var known = roles;
        if (!known.served().contains(role)) {
            throw new RoleNotServed(role);
        }
        return known.catalogs()
                .computeIfAbsent(role, name -> AsGateway.call(() -> nodes.ask(() -> read(List.of(name)))));
    }

    @Override
    public synchronized Catalog refresh() {
        return AsGateway.call(this::refreshAsGateway);
    }

    private Catalog refreshAsGateway() {
        var read = nodes.ask(() -> {
            var served = roleReader.roles();
            roleReader.requireSafeLogin(served);
            return roleReader.tellsRolesApart()
                    ? new Reading(read(served), served, roleReader.privileges(), roleReader.settings(served))
                    : new Reading(read(served), served, "", Map.of());
        });
        lastRead = System.nanoTime();
        settings = read.settings;
        var changed = !current.equals(Optional.of(read.catalog));
        if (changed || !roles.isOf(read)) {
            roles = new Roles(Set.copyOf(read.served), read.privileges, new ConcurrentHashMap<>());
        }
        if (changed) {
            current = Optional.of(read.catalog);
            events.publishEvent(new CatalogChanged(read.catalog));
            report(read.catalog);
        }
        return read.catalog;
    }

    private Catalog read(List<String> served) {
        synchronized (views) {
            return Catalog.of(
                    views.completed(reader.tables(served).stream()
                            .filter(table -> admission.admit(table, reader.isMistakable(table)))
                            .toList()),
                    reader.routines(served));
        }
    }

    private void report(Catalog catalog) {
        if (catalog.tables().isEmpty()) {
            log.error("{}", whyEmpty(schemas().getFirst()));
        } else {
            log.info("Tables and views served: {}", catalog.tables().size());
            schemas().stream()
                    .skip(1)
                    .filter(schema -> !holdsAny(catalog, schema))
                    .forEach(schema -> log.warn("{}", whyEmpty(schema)));
        }
    }

    private static boolean holdsAny(Catalog catalog, String schema) {
        return catalog.tables().values().stream()
                        .anyMatch(table -> table.schema().equals(schema))
                || catalog.routines().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(routine -> routine.schema().equals(schema));
    }

    private String whyEmpty(String schema) {
        return AsGateway.call(() -> nodes.ask(() -> reader.access(schema))).whyEmpty();
    }
}
