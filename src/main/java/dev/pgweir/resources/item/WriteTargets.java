package dev.pgweir.resources.item;

import dev.pgweir.resources.answer.NoSuchItem;
import dev.pgweir.resources.answer.PreconditionFailed;
import dev.pgweir.resources.item.Locator.Located;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.request.Precondition;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.sql.write.RowWrite.ItemTarget;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the row that a write is about, where writes go: on the primary. Thread-safe. */
@Component
class WriteTargets {

    private final Locator locator;
    private final Statements statements;

    WriteTargets(Locator locator, Statements statements) {
        this.locator = locator;
        this.statements = statements;
    }

    /**
     * The row that is to be changed or deleted.
     *
     * @throws PreconditionFailed where it is there and must not be
     */
    ItemTarget ofChange(ItemWrite request) {
        var target = of(request);
        if (request.precondition() instanceof Precondition.Absent && exists(target)) {
            throw new PreconditionFailed("the row is there");
        }
        return target;
    }

    /**
     * The row that is to be replaced or made.
     *
     * @throws PreconditionFailed where it must have a version, and rows of its table have none
     */
    ItemTarget of(ItemWrite request) {
        var table = request.table();
        if (!(request.precondition() instanceof Precondition.HasVersion(var versions))) {
            return new ItemTarget(table, key(request), Optional.empty());
        }
        if (!table.hasVersions()) {
            throw new PreconditionFailed(
                    "rows of %s have no version that the gateway may read".formatted(table.name()));
        }
        return new ItemTarget(table, key(request), Optional.of(versions));
    }

    private ItemKey key(ItemWrite request) {
        var table = request.table();
        var values = ItemAddress.values(table, request.key());
        var bareId = locator.bareId(table, values);
        if (bareId.isEmpty()) {
            return ItemKey.of(table, values);
        }
        var id = values.getFirst();
        return locator.remembered(table, id)
                .map(Located::key)
                .filter(key -> exists(new ItemTarget(table, key, Optional.empty())))
                .or(() -> locator.find(table, bareId.get(), id, statements::readOnPrimary)
                        .map(Located::key))
                .orElseThrow(() -> new NoSuchItem(table.name(), request.key()));
    }

    private boolean exists(ItemTarget target) {
        var statement = SelectRenderer.item(target.table(), List.of(), target.key());
        return statements.readOnPrimary(statement, ResultSet::next);
    }
}
