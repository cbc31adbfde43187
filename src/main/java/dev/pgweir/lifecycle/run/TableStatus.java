package dev.pgweir.lifecycle.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.policy.LifeCyclePolicy;
import dev.pgweir.lifecycle.policy.UpcomingPartitions;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.modulith.NamedInterface;

/**
 * How the life cycle of a table stood after a run.
 *
 * @param resource the table's resource
 * @param ahead how many partitions lie beyond the present one
 * @param last where the last of them begins
 * @param left how many seconds, or integers, are left until it is reached
 * @param findings what an operator should know
 */
@NamedInterface("operators")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TableStatus(
        String resource, int ahead, Optional<String> last, Optional<Long> left, List<Finding> findings) {

    public TableStatus {
        findings = List.copyOf(findings);
    }

    /**
     * Something about the partitions of a table that an operator should know.
     *
     * @param code its stable name, in words joined by hyphens
     * @param message what it is, and what to do
     * @param sql what mends it, where that is one statement
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Finding(String code, String message, Optional<String> sql) {

        /** One that no single statement mends. */
        public Finding(String code, String message) {
            this(code, message, Optional.empty());
        }

        /** Keys between two partitions that none holds. */
        public static Finding gap(String resource, Window keys) {
            return new Finding("gap", """
                    no partition of %s holds the keys from %s to %s. %s with from and to fills it""".formatted(
                            resource,
                            keys.from().orElseThrow().text(),
                            keys.to().orElseThrow().text(),
                            callToMake(resource)));
        }

        /** The call by which operators make partitions. */
        public static String callToMake(String resource) {
            return "POST /admin/partitions/%s/make".formatted(resource);
        }

        static Finding defaultHoldsRows(String what) {
            return new Finding(
                    "default-holds-rows",
                    what + ": the default partition holds rows that belong there. Move them away, then it is made");
        }
    }

    /** Of a table of which no more is known. */
    static TableStatus unknown(String resource, List<Finding> findings) {
        return new TableStatus(resource, 0, Optional.empty(), Optional.empty(), findings);
    }

    static TableStatus of(TableRun at, LifeCyclePolicy policy, KeyValue present, List<Finding> found) {
        var table = at.table();
        var partitions = at.partitions();
        var ahead = UpcomingPartitions.of(partitions, policy, present);
        var findings = new ArrayList<>(found);
        if (!ahead.missing().isEmpty()) {
            findings.add(runningOut(table, policy, ahead));
        }
        for (var gap : UpcomingPartitions.gaps(partitions)) {
            findings.add(Finding.gap(table.name(), gap));
        }
        return new TableStatus(
                table.name(),
                ahead.count(),
                ahead.last().map(KeyValue::text),
                ahead.last().map(last -> policy.grid().distance(present, last)),
                findings);
    }

    private static Finding runningOut(Table table, LifeCyclePolicy policy, UpcomingPartitions ahead) {
        var message = "%s has %d partitions ahead instead of %d; %s, rows will be refused"
                .formatted(
                        table.name(),
                        ahead.count(),
                        policy.makeAhead(),
                        ahead.last()
                                .map(last -> "after the one from " + last.text())
                                .orElse("after the present one, if there is one"));
        return new Finding("running-out", message);
    }
}
