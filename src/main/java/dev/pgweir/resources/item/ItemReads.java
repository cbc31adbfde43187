package dev.pgweir.resources.item;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.TableSettings.BareId;
import dev.pgweir.request.Work;
import dev.pgweir.resources.answer.Item;
import dev.pgweir.resources.item.Locator.Located;
import dev.pgweir.resources.json.FullLists;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.list.RangePolicies;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.EmbeddedWindows;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.run.Reads;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.statement.RowLayout;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The way of a read of one row through the stages. Thread-safe. */
@Component
public class ItemReads {

    private final QueryParser queries;
    private final Locator locator;
    private final RangePolicies policies;
    private final Reads reads;

    ItemReads(QueryParser queries, Locator locator, RangePolicies policies, Reads reads) {
        this.queries = queries;
        this.policies = policies;
        this.locator = locator;
        this.reads = reads;
    }

    /**
     * Reads one row.
     *
     * @param key the parts of the path that name it
     * @return empty where there is none with this key
     * @throws InvalidRequest where key or parameters are not understood
     */
    public Optional<Item> read(Table table, List<String> key, List<Parameter> parameters) {
        var selection = queries.selection(table, parameters);
        var values = ItemAddress.values(table, key);
        return locator.bareId(table, values)
                .map(bareId -> located(table, bareId, values.getFirst(), selection))
                .orElseGet(() -> item(table, selection, ItemKey.of(table, values)));
    }

    private Optional<Item> located(Table table, BareId bareId, String id, Selection selection) {
        var remembered = locator.remembered(table, id).flatMap(place -> item(table, selection, place));
        if (remembered.isPresent()) {
            return remembered;
        }
        locator.forget(table, id);
        return locator.find(table, bareId, id, reads::read).flatMap(place -> item(table, selection, place));
    }

    private Optional<Item> item(Table table, Selection selection, Located place) {
        return item(table, selection, place.key())
                .map(item -> item.foundBy(place.way().name().toLowerCase(Locale.ROOT)));
    }

    private Optional<Item> item(Table table, Selection selection, ItemKey key) {
        var carried = carried(table, selection, key);
        policies.check(carried.embeddings());
        var statement = SelectRenderer.item(table, carried, key);
        var work = selection.isOfOthers() ? Work.READ : Work.ITEM;
        return reads.read(statement, work, rows -> item(statement.layout(), carried, rows));
    }

    /** A row that lies in one partition has most that belongs to it in one, too. */
    private static Selection carried(Table table, Selection selection, ItemKey key) {
        return selection.embeddings().isEmpty()
                ? selection
                : selection.with(EmbeddedWindows.carried(selection.embeddings(), table, key.filter()));
    }

    private static Optional<Item> item(RowLayout layout, Selection selection, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        var json = new JsonBuffer();
        var writer = RowWriter.ofKnown(layout);
        var lists = FullLists.of(selection);
        writer.object(rows, json, lists);
        return Optional.of(
                new Item(json, writer.version(rows), selection.isOfOthers(), lists.found(), Optional.empty()));
    }
}
