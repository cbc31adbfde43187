package dev.pgweir.resources.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Partition;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.Window;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.ListPlan.Span;
import dev.pgweir.resources.request.PlanForm;
import dev.pgweir.resources.run.Reads;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells which partitions a list would look into, by the gateway's reckoning and by the node's plan, or that plan itself. Thread-safe.
 */
@Component
class ListExplainer {

    /**
     * What is told.
     *
     * @param key the partition key
     * @param from the lowest value of the key that can pass the filters; empty where there is none
     * @param to the lowest value above; empty where there is none
     * @param stepwise whether it looks into a few partitions at a time until the page is full, rather than into all at once
     * @param chosen the partitions that can hold such rows, in the order of their bounds
     * @param pruned those that cannot
     * @param scanned those, or their own parts, that the node's own plan of the first statement looks into
     */
    record PartitionExplanation(
            String key,
            Optional<String> from,
            Optional<String> to,
            boolean stepwise,
            List<String> chosen,
            List<Pruned> pruned,
            List<String> scanned) {}

    /**
     * A partition that is not looked into.
     *
     * @param partition its name
     * @param because why not
     */
    record Pruned(String partition, String because) {}

    /** Parts of a plan that give it no rows. */
    private static final Set<String> SUBPLANS = Set.of("InitPlan", "SubPlan");

    private final boolean enabled;
    private final boolean plans;
    private final RangePolicies policies;
    private final Pages pages;
    private final Reads reads;
    private final JsonMapper json;

    ListExplainer(
            @Value("${pgweir.resources.plans}") boolean plans,
            RangePolicies policies,
            Pages pages,
            Reads reads,
            PartitionsProperties properties,
            JsonMapper json) {
        this.plans = plans;
        this.enabled = properties.explain();
        this.policies = policies;
        this.pages = pages;
        this.reads = reads;
        this.json = json;
    }

    /** Whether clients may ask. */
    boolean isEnabled() {
        return enabled;
    }

    /** Whether clients may ask for plans. */
    boolean showsPlans() {
        return plans;
    }

    /** The node's plan of the first statement of a list. */
    JsonBuffer plan(ListPlan list, PlanForm form) {
        var statement = firstStatement(list);
        var explain = new Statement(form.prefix() + statement.text(), statement.binds(), RowLayout.NONE);
        return reads.read(explain, rows -> {
            var lines = new StringJoiner("\n");
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return new JsonBuffer(lines.toString().getBytes(UTF_8));
        });
    }

    private Statement firstStatement(ListPlan plan) {
        return SelectRenderer.page(
                pages.firstStep(plan, policies.policy(plan.query().table()).maxPartitions()));
    }

    /**
     * Explains a list, of which no row is read.
     *
     * @return a JSON object; empty where the table is not partitioned by a range that the gateway understands
     */
    Optional<JsonBuffer> explain(ListPlan plan) {
        return plan.span().map(span -> new JsonBuffer(json.writeValueAsBytes(explain(plan, span))));
    }

    private PartitionExplanation explain(ListPlan plan, Span span) {
        var partitions = span.partitions();
        var window = span.window();
        var chosen = partitions.intersecting(window);
        return new PartitionExplanation(
                partitions.column().name(),
                window.from().map(KeyValue::text),
                window.to().map(KeyValue::text),
                plan.walk().isPresent(),
                chosen.stream().map(Partition::name).toList(),
                partitions.placed().stream()
                        .filter(placed -> !chosen.contains(placed.partition()))
                        .map(placed -> new Pruned(placed.partition().name(), reason(placed.window(), window)))
                        .toList(),
                scanned(firstStatement(plan)));
    }

    private static String reason(Window partition, Window window) {
        if (window.isEmpty()) {
            return "no value can pass the filters";
        }
        var end = partition.to();
        var begin = window.from();
        return end.isPresent() && begin.isPresent() && end.get().compareTo(begin.get()) <= 0
                ? "it ends at %s, and the window begins at %s".formatted(text(end), text(begin))
                : "it begins at %s, and the window ends at %s".formatted(text(partition.from()), text(window.to()));
    }

    private static String text(Optional<KeyValue> value) {
        return value.map(KeyValue::text).orElse("none");
    }

    private List<String> scanned(Statement statement) {
        var explain = new Statement("EXPLAIN (FORMAT JSON) " + statement.text(), statement.binds(), RowLayout.NONE);
        return reads.read(explain, rows -> {
            rows.next();
            return scanned(json.readTree(rows.getString(1)).path(0).path("Plan"))
                    .distinct()
                    .toList();
        });
    }

    /** Leaves out what policies of row-level security look into. */
    private static Stream<String> scanned(JsonNode node) {
        var parts = StreamSupport.stream(node.path("Plans").spliterator(), false)
                .filter(part ->
                        !SUBPLANS.contains(part.path("Parent Relationship").asString("")))
                .flatMap(ListExplainer::scanned);
        return Stream.concat(node.path("Relation Name").asStringOpt().stream(), parts);
    }
}
