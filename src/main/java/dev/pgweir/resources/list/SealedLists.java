package dev.pgweir.resources.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Trait;
import dev.pgweir.lifecycle.seal.SealWatch;
import dev.pgweir.request.AsGateway;
import dev.pgweir.request.Caller;
import dev.pgweir.resources.answer.Page;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.run.Reads;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Knows lists whose rows cannot change, since they lie in sealed partitions, and what they may be called by: the versions of the
 * seals, together with all that the client asked for. Thread-safe.
 */
@Component
class SealedLists {

    private final SealWatch seals;
    private final Statements statements;
    private final Reads reads;

    SealedLists(SealWatch seals, Statements statements, Reads reads) {
        this.seals = seals;
        this.statements = statements;
        this.reads = reads;
    }

    /**
     * A list that cannot change.
     *
     * @param versions those of the seals
     * @param tag different for different lists, and for lists that were different once
     */
    record SealedList(List<Long> versions, String tag) {}

    Optional<SealedList> of(ListPlan plan, List<Parameter> parameters) {
        var sealed = seals.current();
        if (sealed.isEmpty() || !lasts(plan.query())) {
            return Optional.empty();
        }
        var table = plan.query().table();
        if (Caller.isInRole() && !table.has(Trait.RUNS_NO_CODE)) {
            // Policies may let a caller see other rows another time.
            return Optional.empty();
        }
        return plan.span()
                .flatMap(span -> sealed.versions(table, span.left()))
                .map(versions -> new SealedList(
                        versions, tag(versions, table, plan.slice().limit(), parameters)));
    }

    /** Whether the same is answered at any time, as long as the rows stay the same. */
    private static boolean lasts(ResourceQuery query) {
        return !query.filter().anyOperand(Expression::isOfOthers)
                && TimeIndependence.of(query.filter())
                && TimeIndependence.of(query.having())
                && Stream.concat(
                                query.projection().stream().map(Selected::expression),
                                query.ordering().stream().map(OrderTerm::expression))
                        .allMatch(expression -> !expression.isOfOthers()
                                && (!(expression instanceof Expression.Cast(var _, var type))
                                        || TimeIndependence.isTimeless(type)));
    }

    /**
     * Reads such a list. The tag is its own only where the node that served it has all that was written before the seals, and
     * where it did not end short, which depends on the time it took.
     */
    Page read(SealedList list, Supplier<Page> read) {
        var confirmation = new Statement(seals.confirmation(list.versions), List.of(), RowLayout.NONE);
        return statements.onOneSnapshot(() -> {
            boolean confirmed =
                    AsGateway.inTransaction(() -> reads.read(confirmation, rows -> rows.next() && rows.getBoolean(1)));
            var page = read.get();
            return confirmed && page.isWhole() ? page.sealed(list.tag) : page;
        });
    }

    private static String tag(List<Long> versions, Table table, int limit, List<Parameter> parameters) {
        var words = "%s|%s|%s|%d|%s"
                .formatted(versions, table.name(), table.columns(), limit, parameters)
                .getBytes(UTF_8);
        return "s" + HexFormat.of().toHexDigits(new JsonBuffer(words).checksum());
    }
}
