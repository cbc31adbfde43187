package dev.pgweir.resources.item;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.TableSettings.BareId;
import dev.pgweir.resources.answer.Item;
import dev.pgweir.resources.item.Locator.Located;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.query.Selected;
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
    private final Reads reads;

    ItemReads(QueryParser queries, Locator locator, Reads reads) {
        this.queries = queries;
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
        var projection = queries.projection(table, parameters);
        var values = ItemAddress.values(table, key);
        return locator.bareId(table, values)
                .map(bareId -> located(table, bareId, values.getFirst(), projection))
                .orElseGet(() -> item(table, projection, ItemKey.of(table, values)));
    }

    private Optional<Item> located(Table table, BareId bareId, String id, List<Selected> projection) {
        var remembered = locator.remembered(table, id).flatMap(place -> item(table, projection, place));
        if (remembered.isPresent()) {
            return remembered;
        }
        locator.forget(table, id);
        return locator.find(table, bareId, id, reads::read).flatMap(place -> item(table, projection, place));
    }

    private Optional<Item> item(Table table, List<Selected> projection, Located place) {
        return item(table, projection, place.key())
                .map(item -> item.foundBy(place.way().name().toLowerCase(Locale.ROOT)));
    }

    private Optional<Item> item(Table table, List<Selected> projection, ItemKey key) {
        var statement = SelectRenderer.item(table, projection, key);
        return reads.readSmall(statement, rows -> item(statement.layout(), rows));
    }

    private static Optional<Item> item(RowLayout layout, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        var json = new JsonBuffer();
        var writer = new RowWriter(layout);
        writer.object(rows, json);
        return Optional.of(new Item(json, writer.version(rows), Optional.empty()));
    }
}
