package dev.pgweir.web;

import static dev.pgweir.web.header.Preference.COUNT;
import static dev.pgweir.web.header.Preference.EXPLAIN_PARTITIONS;
import static dev.pgweir.web.header.Preference.MISSING;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
import dev.pgweir.resources.Streams.Transfer;
import dev.pgweir.resources.answer.NoSuchItem;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.item.ItemWrite;
import dev.pgweir.resources.list.ListReads.PlannedPage;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.Precondition;
import dev.pgweir.resources.request.StreamFormat;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.request.WriteOptions.NotSingle;
import dev.pgweir.web.ResourceControllers.Stages;
import dev.pgweir.web.answer.EmbeddedLimit;
import dev.pgweir.web.answer.JsonAnswer;
import dev.pgweir.web.answer.PageAnswer;
import dev.pgweir.web.header.EntityTags;
import dev.pgweir.web.header.ItemRange;
import dev.pgweir.web.header.Preferences;
import dev.pgweir.web.input.BodyReader;
import dev.pgweir.web.input.QueryString;
import dev.pgweir.web.replay.Answer;
import dev.pgweir.web.stream.Representation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** Serves one table or view at {@code /{name}} and {@code /{name}/{key}}. Thread-safe. */
class ResourceController {

    private static final byte[] NO_BODY = {};

    private volatile Table served;
    private final CallersTables tables;
    private final Stages stages;
    private final boolean requiresPrecondition;

    ResourceController(Table table, CallersTables tables, Stages stages, boolean requiresPrecondition) {
        this.tables = tables;
        this.served = table;
        this.stages = stages;
        this.requiresPrecondition = requiresPrecondition;
    }

    /** From now on serves the table as the catalog now has it. */
    void serve(Table current) {
        served = current;
    }

    void list(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        var table = permitted(Operation.LIST);
        var explanations = new Explanations(stages.reads(), table);
        if (explanations.plan(request, response)) {
            return;
        }
        var representation = Representation.ofRows(request);
        var preferences = Preferences.of(request, Understood.OF_LISTS);
        var parameters = ItemRange.addTo(QueryString.parameters(request), request);
        response.setContentType(representation.contentType());
        if (preferences.explainsPartitions() && explanations.partitions(parameters, response)) {
            return;
        }
        switch (representation) {
            case JSON -> page(table, parameters, preferences, request, response);
            case OBJECT, STRIPPED_OBJECT ->
                answer(planned(table, parameters, preferences), preferences).sendOnlyRow(representation, response);
            case STRIPPED ->
                answer(planned(table, parameters, preferences), preferences)
                        .withoutNulls()
                        .send(request, response);
            case NDJSON, CSV -> {
                var format = representation == Representation.CSV ? StreamFormat.CSV : StreamFormat.NDJSON;
                stages.streams().export(new Transfer(table, parameters, format), preferences, request, response);
            }
        }
    }

    private Table permitted(Operation operation) {
        return tables.permitted(served, operation);
    }

    /** What cannot have changed need not be read again. */
    private void page(
            Table table,
            List<Parameter> parameters,
            Preferences preferences,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var planned = planned(table, parameters, preferences);
        var known = planned.sealedTag().map(EntityTags::ofSealed).filter(tag -> EntityTags.isKnown(request, tag));
        if (known.isPresent()) {
            PageAnswer.sendUnchanged(known.get(), response);
        } else {
            answer(planned, preferences).send(request, response);
        }
    }

    private PlannedPage planned(Table table, List<Parameter> parameters, Preferences preferences) {
        return stages.reads().plan(table, parameters, preferences.count());
    }

    private static PageAnswer answer(PlannedPage planned, Preferences preferences) {
        return new PageAnswer(planned.read().get(), preferences.without(EXPLAIN_PARTITIONS));
    }

    void item(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        var table = permitted(Operation.ITEM);
        var representation = Representation.ofOne(request);
        response.setContentType(representation.contentType());
        var key = QueryString.lastSegment(request);
        var parameters = QueryString.parameters(request);
        var row = stages.itemReads().read(table, key, parameters).orElseThrow(() -> noSuchItem(key));
        row.foundBy().ifPresent(way -> response.setHeader("Located-By", way));
        EmbeddedLimit.tell(row.fullLists(), response);
        var select = QueryString.value(parameters, "select").orElse("");
        var json = representation.row(row.json());
        var form = 31 * select.hashCode() + EntityTags.columns(table) + (representation.stripsNulls() ? 1 : 0);
        var tag = row.version()
                .map(version ->
                        EntityTags.ofRow(version, row.embeds() ? 31 * form + Long.hashCode(json.checksum()) : form))
                .orElseGet(() -> EntityTags.ofContent(json.checksum()));
        JsonAnswer.send(json, tag, request, response);
    }

    void create(HttpServletRequest request, HttpServletResponse response) throws IOException, HttpMediaTypeException {
        var table = permitted(Operation.CREATE);
        var preferences = Preferences.of(request, Understood.OF_NEW_ROWS);
        var format = BodyReader.streamed(request);
        var answer = WriteAnswer.to(request, table, preferences);
        var options = answer.options();
        EntityTags.requireNone(request);
        if (options.merges()) {
            refuseWhereGuarded();
        }
        if (format.isPresent()) {
            var transfer = new Transfer(table, QueryString.parameters(request), format.get());
            stages.streams().load(transfer, answer.form(), request, response);
            return;
        }
        var body = stages.bodies().read(request);
        answer(request, response, table, body, options, () -> {
            var written = stages.writes().create(table, body, QueryString.parameters(request), options);
            return answer.created(written, request);
        });
    }

    void updateRows(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeException {
        var table = permitted(Operation.UPDATE_ROWS);
        var answer = WriteAnswer.to(request, table, ofChange(request));
        var options = optionsOfRows(request, answer);
        var body = stages.bodies().read(request);
        answer(request, response, table, body, options, () -> {
            var written = stages.writes().update(table, body, QueryString.parameters(request), options);
            return answer.rows(written);
        });
    }

    void deleteRows(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeException {
        var table = permitted(Operation.DELETE_ROWS);
        var answer = WriteAnswer.to(request, table, Preferences.of(request, Understood.OF_DELETIONS));
        var options = optionsOfRows(request, answer);
        answer(request, response, table, NO_BODY, options, () -> {
            var written = stages.writes().delete(table, QueryString.parameters(request), options);
            return answer.rows(written);
        });
    }

    void update(HttpServletRequest request, HttpServletResponse response) throws IOException, HttpMediaTypeException {
        var table = permitted(Operation.UPDATE);
        var answer = WriteAnswer.to(request, table, ofChange(request).without(COUNT));
        var item = itemWrite(table, request, answer.preferences());
        var body = stages.bodies().read(request);
        answer(request, response, item.table(), body, item.options(), () -> {
            var written = stages.itemWrites().update(item, body).orElseThrow(() -> noSuchItem(item.key()));
            return answer.item(written);
        });
    }

    void replace(HttpServletRequest request, HttpServletResponse response) throws IOException, HttpMediaTypeException {
        var table = permitted(Operation.REPLACE);
        var preferences = Preferences.of(request, Understood.OF_REPLACEMENTS);
        var item = itemWrite(table, request, preferences);
        var answer = WriteAnswer.to(request, table, preferences);
        replace(request, response, item, answer::item);
    }

    /** As PostgREST's clients do it, who name the row by filters; it is answered as rows are. */
    void replaceFiltered(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeException {
        var table = permitted(Operation.REPLACE_FILTERED);
        var preferences = Preferences.of(request, Understood.OF_REPLACEMENTS);
        var filter = KeyFilter.of(table, QueryString.parameters(request));
        var item = itemWrite(table, request, filter.key(), filter.others(), preferences);
        var answer = WriteAnswer.to(request, table, preferences);
        replace(request, response, item, answer::itemAsRows);
    }

    private void replace(
            HttpServletRequest request, HttpServletResponse response, ItemWrite item, Function<Written, Answer> answer)
            throws IOException, HttpMediaTypeException {
        var body = stages.bodies().read(request);
        answer(request, response, item.table(), body, item.options(), () -> {
            var written = stages.itemWrites().replace(item, body);
            return answer.apply(written);
        });
    }

    void delete(HttpServletRequest request, HttpServletResponse response) throws IOException, HttpMediaTypeException {
        var table = permitted(Operation.DELETE);
        var preferences = Preferences.of(request, Understood.OF_DELETIONS).without(COUNT);
        var answer = WriteAnswer.to(request, table, preferences);
        var item = itemWrite(table, request, preferences);
        answer(request, response, table, NO_BODY, item.options(), () -> {
            var written = stages.itemWrites().delete(item).orElseThrow(() -> noSuchItem(item.key()));
            return answer.item(written);
        });
    }

    /** A write that is undone leaves nothing to be repeated. */
    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            Table table,
            byte[] body,
            WriteOptions options,
            Supplier<Answer> write)
            throws IOException {
        try {
            if (options.rollback()) {
                write.get().send(response);
            } else {
                stages.idempotent().answer(request, response, table, body, write);
            }
        } catch (NotSingle other) {
            throw Representation.notOneRow(other.rows());
        }
    }

    /** Nothing is missing where the client does not say which columns there are to be. */
    private static Preferences ofChange(HttpServletRequest request) {
        var preferences = Preferences.of(request, Understood.OF_CHANGES);
        return QueryString.value(QueryString.parameters(request), "columns").isPresent()
                ? preferences
                : preferences.without(MISSING);
    }

    private WriteOptions optionsOfRows(HttpServletRequest request, WriteAnswer answer) {
        EntityTags.requireNone(request);
        refuseWhereGuarded();
        return answer.options();
    }

    private void refuseWhereGuarded() {
        if (requiresPrecondition) {
            throw EntityTags.unconditional(served.name());
        }
    }

    private ItemWrite itemWrite(Table table, HttpServletRequest request, Preferences preferences) {
        return itemWrite(
                table, request, QueryString.lastSegment(request), QueryString.parameters(request), preferences);
    }

    private ItemWrite itemWrite(
            Table table,
            HttpServletRequest request,
            List<String> key,
            List<Parameter> parameters,
            Preferences preferences) {
        var precondition = EntityTags.precondition(request);
        if (precondition instanceof Precondition.None) {
            refuseWhereGuarded();
        }
        return new ItemWrite(table, key, parameters, preferences.writeOptions(), precondition);
    }

    private NoSuchItem noSuchItem(List<String> key) {
        return new NoSuchItem(served.name(), key);
    }
}
