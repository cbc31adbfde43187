package dev.pgweir.resources.list;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.request.Work;
import dev.pgweir.resources.json.FullLists;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.json.RowWriter.JsonRows;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.Walk;
import dev.pgweir.resources.run.Reads;
import dev.pgweir.resources.sql.SelectRenderer;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads the rows of a page: by one statement, or along the partition key by one per step, each over as many partitions as will
 * likely fill the page, until it is full, the table ends, or time is up. Thread-safe.
 */
@Component
class Pages {

    /** The widest step: time is looked at between steps only. */
    private static final int WIDEST = 64;

    /** How much wider a step is than rows were dense so far. */
    private static final double MARGIN = 1.5;

    private final Reads reads;
    private final OutermostKeys outermost;
    private final TouchedPartitions touched;
    private final long scanNanos;

    Pages(Reads reads, OutermostKeys outermost, TouchedPartitions touched, PartitionsProperties properties) {
        this.reads = reads;
        this.outermost = outermost;
        this.touched = touched;
        this.scanNanos = properties.scanTime().toNanos();
    }

    /**
     * The rows of a page.
     *
     * @param rows the rows
     * @param scannedTo up to which value of the partition key was looked, where time was up
     */
    record Found(JsonRows rows, Optional<KeyValue> scannedTo) {}

    /**
     * Reads a page.
     *
     * @param widest into how many partitions a step may look
     */
    Found read(ListPlan plan, int widest) {
        return plan.walk()
                .map(walk -> walk(plan, walk, Math.min(widest, WIDEST)))
                .orElseGet(() -> new Found(rows(plan), Optional.empty()));
    }

    /** What the first statement of a page asks. */
    ListPlan firstStep(ListPlan plan, int widest) {
        return plan.walk()
                .map(walk -> plan.within(
                        walk,
                        walk.step(Math.min(firstWidth(plan, walk), Math.min(widest, WIDEST))),
                        plan.slice().limit()))
                .orElse(plan);
    }

    private int firstWidth(ListPlan plan, Walk walk) {
        return outermost
                .of(plan.query().table(), walk.partitions().type(), walk.descending())
                .map(walk::widthTo)
                .orElse(1);
    }

    private Found walk(ListPlan plan, Walk start, int widest) {
        var begun = System.nanoTime();
        var table = plan.query().table();
        var width = firstWidth(plan, start);
        var walk = start;
        var page = JsonRows.NONE;
        while (true) {
            var step = walk.step(Math.min(width, widest));
            var missing = plan.slice().limit() - page.count();
            var found = rows(plan.within(walk, step, missing));
            if (start.beginsAtTheEnd()) {
                note(table, walk, found);
            }
            page = page.then(found);
            var rest = walk.beyond(step);
            if (page.more() || rest.isEmpty()) {
                return new Found(page, Optional.empty());
            }
            walk = rest.get();
            if (System.nanoTime() - begun > scanNanos) {
                return new Found(page, walk.reached());
            }
            width = width(width, found.count(), missing - found.count() + 1);
        }
    }

    private static int width(int before, int found, int missing) {
        var wanted = found == 0 ? 2L * before : (long) Math.ceil(MARGIN * missing * before / found);
        return Math.clamp(wanted, 1, WIDEST);
    }

    private void note(Table table, Walk walk, JsonRows found) {
        found.leadingOfLast()
                .flatMap(walk.partitions().type()::parse)
                .ifPresent(value -> outermost.saw(table, value, walk.descending()));
    }

    private JsonRows rows(ListPlan plan) {
        touched.note(plan);
        var statement = SelectRenderer.page(plan);
        return reads.read(
                statement,
                Work.LIST,
                rows -> RowWriter.ofKnown(statement.layout())
                        .page(
                                rows,
                                plan.slice().limit(),
                                FullLists.of(plan.query().selection())));
    }
}
