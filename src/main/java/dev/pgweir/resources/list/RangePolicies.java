package dev.pgweir.resources.list;

import dev.pgweir.catalog.PerTable;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.TableSettings.ReadPolicy;
import dev.pgweir.partitions.Window;
import dev.pgweir.resources.answer.Page.Coverage;
import dev.pgweir.resources.plan.KeyWindow;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.RangeRefused;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Holds requests to the policy of a partitioned table. Thread-safe. */
@Component
public class RangePolicies {

    /** A newest partition that is out of date makes the default window wider, and hides nothing. */
    private static final Duration MEMORY = Duration.ofSeconds(10);

    private final PartitionsProperties properties;
    private final ListPlanner planner;
    private final Pages pages;
    private final PerTable<KeyValue> newest = new PerTable<>(MEMORY);

    RangePolicies(PartitionsProperties properties, ListPlanner planner, Pages pages) {
        this.properties = properties;
        this.planner = planner;
        this.pages = pages;
    }

    /** The policy of a table. */
    ReadPolicy policy(Table table) {
        return properties.readPolicy(table.name());
    }

    /**
     * Refuses a list that the policy does not allow.
     *
     * @param stepwise whether it is read along the partition key, a few partitions a statement
     * @throws RangeRefused where the range of the partition key is open or too wide
     */
    void check(ListPlan plan, boolean stepwise) {
        var policy = policy(plan.query().table());
        plan.span().ifPresent(span -> check(policy, span.partitions(), span.window(), stepwise));
        check(plan.query().selection().embeddings());
    }

    /**
     * Refuses what is embedded in rows, where the policies of its tables do not allow it.
     *
     * @throws RangeRefused where the range of the partition key is open or too wide
     */
    public void check(List<Embedding> embeddings) {
        for (var embedding : embeddings) {
            check(embedding.relationship().target(), embedding.filter());
            check(embedding.embeddings());
        }
    }

    /**
     * Refuses a statement over all rows that pass a filter, where the policy does not allow it.
     *
     * @throws RangeRefused where the range of the partition key is open or too wide
     */
    public void check(Table table, Filter filter) {
        var policy = policy(table);
        if (!policy.equals(ReadPolicy.OPEN)) {
            RangePartitions.of(table)
                    .ifPresent(partitions -> check(policy, partitions, KeyWindow.of(filter, partitions), false));
        }
    }

    private static void check(ReadPolicy policy, RangePartitions partitions, Window window, boolean stepwise) {
        if (policy.equals(ReadPolicy.OPEN)) {
            return;
        }
        var key = partitions.column().name();
        var touched = partitions.count(window);
        if (policy.requireRange() && (window.from().isEmpty() || window.to().isEmpty())) {
            var open = window.from().isEmpty() ? window.to().isEmpty() ? "on both sides" : "from below" : "from above";
            throw new RangeRefused(
                    true,
                    touched,
                    remedy(partitions, window),
                    "%s must be bounded %s: without that the request would look into %d partitions"
                            .formatted(key, open, touched));
        }
        if (!stepwise && touched > policy.maxPartitions()) {
            throw new RangeRefused(
                    false,
                    touched,
                    List.of(),
                    "the request would look into %d partitions, and may into %d: narrow the range of %s"
                            .formatted(touched, policy.maxPartitions(), key));
        }
    }

    /** The bounds that are missing, so that the newest partition within the others remains. */
    private static List<Parameter> remedy(RangePartitions partitions, Window window) {
        var key = partitions.column().name();
        var part = partitions.endOf(window.intersect(partitions.extent()), true, 1);
        List<Parameter> bounds = new ArrayList<>();
        if (window.from().isEmpty()) {
            part.from().ifPresent(from -> bounds.add(new Parameter(key, "gte." + from.text())));
        }
        if (window.to().isEmpty()) {
            part.to().ifPresent(to -> bounds.add(new Parameter(key, "lt." + to.text())));
        }
        return bounds;
    }

    /** Which part of its table a list is about; empty where that has no partitions. */
    static Optional<Coverage> coverage(ListPlan plan, Optional<KeyValue> scannedTo) {
        return plan.span()
                .map(span -> new Coverage(
                        span.partitions().column().name(),
                        span.window().from().map(KeyValue::text),
                        span.window().to().map(KeyValue::text),
                        span.partitions().count(span.window()),
                        scannedTo.map(KeyValue::text)));
    }

    /** The lowest value of the partition key that a list shows which begins here, where its client bounds the key on neither side. */
    Optional<KeyValue> floor(ResourceQuery query) {
        var table = query.table();
        var period = policy(table).defaultWindow();
        if (period.isEmpty() || query.paging().cursor().isPresent()) {
            return Optional.empty();
        }
        return RangePartitions.of(table)
                .filter(partitions -> KeyWindow.of(query.filter(), partitions).equals(Window.ALL))
                .flatMap(partitions -> floor(table, partitions, period.get()));
    }

    private Optional<KeyValue> floor(Table table, RangePartitions partitions, Period period) {
        // What one caller may see is not for another.
        var found = table.hidesRows() ? newest(table, partitions) : newest.find(table, _ -> newest(table, partitions));
        return found.flatMap(value ->
                partitions.windowAround(value).flatMap(Window::to).orElse(value).plus(period.negated()));
    }

    private Optional<KeyValue> newest(Table table, RangePartitions partitions) {
        var plan = planner.plan(ResourceQuery.ends(table, partitions.column(), true));
        return pages.read(plan, policy(table).maxPartitions())
                .rows()
                .leadingOfLast()
                .flatMap(partitions.type()::parse);
    }
}
