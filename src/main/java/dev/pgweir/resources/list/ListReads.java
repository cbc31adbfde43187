package dev.pgweir.resources.list;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.answer.Page;
import dev.pgweir.resources.answer.Page.Place;
import dev.pgweir.resources.answer.Page.Total;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.request.Call;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.PlanForm;
import dev.pgweir.resources.request.RangeRefused;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The way of a read through the stages: parse, plan, render, run, represent. Answers are built whole before the
 * connection goes back, so that a slow client holds none, and a read that failed can be run again. Thread-safe.
 */
@Component
public class ListReads {

    private final QueryParser queries;
    private final ListPlanner planner;
    private final RangePolicies policies;
    private final Pages pages;
    private final SealedLists sealedLists;
    private final Counts counts;
    private final ListExplainer explainer;

    ListReads(
            QueryParser queries,
            ListPlanner planner,
            RangePolicies policies,
            Pages pages,
            SealedLists sealedLists,
            Counts counts,
            ListExplainer explainer) {
        this.queries = queries;
        this.planner = planner;
        this.policies = policies;
        this.pages = pages;
        this.sealedLists = sealedLists;
        this.counts = counts;
        this.explainer = explainer;
    }

    /**
     * A page that was planned, and not read yet.
     *
     * @param sealedTag what the page may be called by that a client has already, where it cannot have changed since
     * @param read reads it
     */
    public record PlannedPage(Optional<String> sealedTag, Supplier<Page> read) {}

    /**
     * Plans a page of rows.
     *
     * @param count how to count the rows of all pages; empty where nobody asked
     * @throws InvalidRequest where the parameters are not understood
     * @throws RangeRefused where the policy of the table wants a narrower range
     */
    public PlannedPage plan(Table table, List<Parameter> parameters, Optional<CountMode> count) {
        var plan = plan(table, parameters);
        policies.check(plan, plan.walk().isPresent() && count.isEmpty());
        if (count.isPresent()) {
            return new PlannedPage(Optional.empty(), () -> counted(read(plan), plan, count.get()));
        }
        return sealedLists
                .of(plan, parameters)
                .map(list -> new PlannedPage(Optional.of(list.tag()), () -> sealedLists.read(list, () -> read(plan))))
                .orElseGet(() -> new PlannedPage(Optional.empty(), () -> read(plan)));
    }

    /**
     * Plans a page of what a function answers.
     *
     * @param count how to count the rows of all pages; empty where nobody asked
     * @throws InvalidRequest where the parameters are not understood
     */
    public PlannedPage plan(Call call, List<Parameter> parameters, Optional<CountMode> count) {
        var rows = call.routine().result().rows();
        var plan = planner.plan(queries.list(rows, parameters).from(call));
        return new PlannedPage(
                Optional.empty(),
                () -> count.map(mode -> counted(read(plan), plan, mode)).orElseGet(() -> read(plan)));
    }

    /**
     * Tells which partitions a list would look into, and reads no row.
     *
     * @return a JSON object; empty where nobody may ask, or the table is not partitioned by a range that the gateway understands
     * @throws InvalidRequest where the parameters are not understood
     */
    public Optional<JsonBuffer> explain(Table table, List<Parameter> parameters) {
        return explainer.isEnabled() ? explainer.explain(plan(table, parameters)) : Optional.empty();
    }

    /**
     * Tells how the server would run the first statement of a list.
     *
     * @return the plan; empty where nobody may ask
     * @throws InvalidRequest where the parameters are not understood
     */
    public Optional<JsonBuffer> explain(Table table, List<Parameter> parameters, PlanForm form) {
        return explainer.showsPlans() ? Optional.of(explainer.plan(plan(table, parameters), form)) : Optional.empty();
    }

    private ListPlan plan(Table table, List<Parameter> parameters) {
        var query = queries.list(table, parameters);
        return planner.plan(query, policies.floor(query));
    }

    private Page read(ListPlan plan) {
        return page(plan, pages.read(plan, policies.policy(plan.query().table()).maxPartitions()));
    }

    private Page page(ListPlan plan, Pages.Found found) {
        var paging = plan.query().paging();
        var rows = found.rows();
        var full = rows.count() == plan.slice().limit();
        var next =
                (rows.more() && rows.count() > 0) || (full && found.scannedTo().isPresent())
                        ? Optional.of(planner.next(plan, rows.count(), rows.last()))
                        : found.scannedTo().map(bound -> planner.next(plan, rows.count(), bound));
        var capped = paging.capped() ? Optional.of(plan.slice().limit()) : Optional.<Integer>empty();
        return new Page(
                rows.json(),
                rows.count(),
                new Place(plan.slice().position(), capped, next),
                Optional.empty(),
                RangePolicies.coverage(plan, full ? Optional.empty() : found.scannedTo()),
                rows.fullLists(),
                Optional.empty());
    }

    /** The last page tells by itself how many rows there are. */
    private Page counted(Page page, ListPlan plan, CountMode mode) {
        var seen = page.place().position() + page.rows();
        var total = page.rows() > 0 && page.place().next().isEmpty()
                ? Optional.of(new Total(seen, CountMode.EXACT))
                : counts.count(plan.query(), mode);
        return total.map(counted -> new Total(Math.max(counted.rows(), page.rows() == 0 ? 0 : seen), counted.mode()))
                .map(page::counted)
                .orElse(page);
    }
}
