package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Embedding.Part;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.ParseLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each embedding the parameters that are about it, as in {@code lines.qty=gt.1}, {@code lines.order=no},
 * {@code lines.product.or=(…)}: all that begin with its name and a dot, unless a column is named so. Immutable.
 */
final class EmbeddingParameters {

    private static final Set<String> OF_PARTS = Set.of("order", "limit", "offset");
    private static final Set<String> GROUPS = Set.of("and", "or", "not.and", "not.or");

    private final RelationshipFinder relationships;
    private final ParseLimits limits;

    EmbeddingParameters(RelationshipFinder relationships, ParseLimits limits) {
        this.relationships = relationships;
        this.limits = limits;
    }

    /**
     * What remains once embeddings have their parameters.
     *
     * @param embeddings with their filters, orders and limits
     * @param others the parameters about the rows themselves
     */
    record Given(List<Embedding> embeddings, List<Parameter> others) {}

    /**
     * Divides the parameters of a request.
     *
     * @throws InvalidRequest where one is about a related table that is not embedded
     */
    Given divide(Table table, Selection selection, List<Parameter> parameters) {
        return divide(table, selection.embeddings(), parameters, "");
    }

    /** @param prefix what stood before the names of these parameters */
    private Given divide(Table table, List<Embedding> embeddings, List<Parameter> parameters, String prefix) {
        List<Parameter> others = new ArrayList<>(parameters);
        List<Embedding> given = new ArrayList<>(embeddings.size());
        for (var embedding : embeddings) {
            var start = embedding.name() + ".";
            List<Parameter> own = new ArrayList<>();
            others.removeIf(parameter -> isAbout(start, parameter, table) && own.add(behind(start, parameter)));
            given.add(given(embedding, own, prefix + start));
        }
        for (var parameter : others) {
            refuseUnknown(table, embeddings, parameter, prefix);
        }
        return new Given(given, others);
    }

    private static boolean isAbout(String start, Parameter parameter, Table table) {
        return parameter.name().startsWith(start)
                && table.column(parameter.name()).isEmpty();
    }

    private static Parameter behind(String start, Parameter parameter) {
        return new Parameter(parameter.name().substring(start.length()), parameter.value());
    }

    private Embedding given(Embedding embedding, List<Parameter> parameters, String prefix) {
        var target = embedding.relationship().target();
        var divided = divide(target, embedding.embeddings(), parameters, prefix);
        var filters = Embedding.inner(divided.embeddings());
        var single = QueryParser.single(divided.others(), OF_PARTS, prefix);
        var parser = new FilterParser(target, divided.embeddings(), limits, prefix);
        for (var parameter : divided.others()) {
            if (parameter.name().equals("having") && target.column("having").isEmpty()) {
                throw ofGroups(new Origin.Query(prefix + "having"));
            }
            if (GROUPS.contains(parameter.name())) {
                filters.add(parser.group(parameter));
            } else if (!OF_PARTS.contains(parameter.name())) {
                filters.add(parser.column(parameter));
            }
        }
        if (filters.stream().anyMatch(filter -> filter.anyOperand(operand -> operand.isAggregate()))) {
            throw ofGroups(new Origin.Query(prefix + divided.others().getFirst().name()));
        }
        var whole =
                divided.embeddings().equals(embedding.embeddings()) ? embedding : embedding.with(divided.embeddings());
        var filtered = filters.isEmpty() ? whole : whole.with(new Filter.All(filters));
        return single.isEmpty() ? filtered : filtered.with(part(filtered, single, prefix));
    }

    private static InvalidRequest ofGroups(Origin origin) {
        return new InvalidRequest("aggregate-not-applicable", origin, "groups of what is embedded take no filters");
    }

    private Part part(Embedding embedding, Map<String, String> single, String prefix) {
        var many = embedding.relationship().many();
        var selection = new Selection(embedding.projection(), List.of(), embedding.embeddings());
        var order = Optional.ofNullable(single.get("order"))
                .map(text -> new OrderParser(
                                embedding.relationship().target(),
                                selection,
                                new TextReader(text, new Origin.Query(prefix + "order")))
                        .parse())
                .map(terms -> EmbeddingParser.order(embedding, terms))
                .orElse(embedding.part().ordering());
        var limit = QueryParser.number(single, "limit", Integer.MAX_VALUE, Integer.MAX_VALUE, prefix);
        var offset = QueryParser.number(single, "offset", 0, limits.maxOffset(), prefix);
        var most = limits.mostRows();
        return new Part(many ? order : List.of(), Math.min(limit, most), limit > most, offset);
    }

    /** Not the beginning of a path into JSON, a bucket or an aggregate. */
    private static boolean isWord(String name, String target) {
        return !name.endsWith(")") && !target.contains("->") && !target.contains("\"");
    }

    private void refuseUnknown(Table table, List<Embedding> embeddings, Parameter parameter, String prefix) {
        var name = parameter.name();
        var dot = name.indexOf('.');
        if (dot < 0
                || GROUPS.contains(name)
                || table.column(name).isPresent()
                || table.column(name.substring(0, dot)).isPresent()) {
            return;
        }
        var target = name.substring(0, dot);
        var renamed = embeddings.stream()
                .filter(embedding -> embedding.relationship().target().name().equals(target))
                .findFirst();
        if (renamed.isPresent() || relationships.isRelated(table, target) || isWord(name, target)) {
            throw new InvalidRequest(
                    "not-embedded",
                    new Origin.Query(prefix + name),
                    "\"%s\" is not embedded in %s: %s"
                            .formatted(
                                    target,
                                    table.name(),
                                    renamed.map(embedding ->
                                                    "it goes by the name of \"%s\" here".formatted(embedding.name()))
                                            .orElse("select=%s() does so without showing it".formatted(target))));
        }
    }
}
