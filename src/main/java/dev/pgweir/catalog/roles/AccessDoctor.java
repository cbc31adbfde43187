package dev.pgweir.catalog.roles;

import dev.pgweir.access.AccessFindings;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.postgres.PrimaryFirst;
import dev.pgweir.request.AsGateway;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks for what is doubtful in roles, grants and policies, and has the log tell each finding once. Thread-safe. */
@Component
class AccessDoctor implements AccessFindings {

    private static final Logger log = LoggerFactory.getLogger(AccessDoctor.class);

    private final RoleReader reader;
    private final PrimaryFirst nodes;
    private final Set<Finding> told = ConcurrentHashMap.newKeySet();

    AccessDoctor(RoleReader reader, PrimaryFirst nodes) {
        this.reader = reader;
        this.nodes = nodes;
    }

    @Override
    public List<String> roles() {
        return AsGateway.<List<String>, RuntimeException>call(() -> nodes.ask(reader::roles)).stream()
                .sorted()
                .toList();
    }

    @Override
    public List<Finding> find() {
        return reader.tellsRolesApart() ? AsGateway.call(() -> nodes.ask(reader::findings)) : List.of();
    }

    @EventListener
    void tell(CatalogChanged change) {
        for (var finding : find()) {
            if (told.add(finding)) {
                log.warn("{} ({}): {}", finding.message(), finding.code(), finding.sql());
            }
        }
    }
}
