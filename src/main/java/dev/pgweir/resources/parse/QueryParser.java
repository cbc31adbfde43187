package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.parse.EmbeddingParameters.Given;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.Paging;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.ParseLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses the query string of a request for rows. Immutable. */
public final class QueryParser {

    private static final Set<String> GROUPS = Set.of("and", "or", "not.and", "not.or", "having");
    private static final Set<String> ONLY_SELECT = Set.of("select");
    private static final Set<String> SINGLE = Set.of("select", "order", "limit", "offset", "cursor");

    /** What the largest value of a parameter is set by. */
    private static final Map<String, String> SETTINGS = Map.of("offset", " (pgweir.resources.max-offset)");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");

    private final ParseLimits limits;
    private final Selections selections;
    private final EmbeddingParameters embeddings;

    /** @param relationships finds what may be embedded */
    public QueryParser(ParseLimits limits, RelationshipFinder relationships) {
        this.limits = limits;
        this.selections = new Selections(relationships, limits);
        this.embeddings = new EmbeddingParameters(relationships, limits);
    }

    /**
     * Parses the parameters of a list.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public ResourceQuery list(Table table, List<Parameter> parameters) {
        var single = single(parameters);
        return query(table, parameters, single, paging(single));
    }

    /**
     * Parses the parameters of an export, which has no pages and all rows where it names no limit.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public ResourceQuery export(Table table, List<Parameter> parameters) {
        var single = single(parameters);
        if (single.containsKey("cursor")) {
            throw new InvalidRequest("malformed-parameter", new Origin.Query("cursor"), "an export has no pages");
        }
        var limit = number(single, "limit", Paging.NO_LIMIT, Integer.MAX_VALUE);
        var offset = number(single, "offset", 0, limits.maxOffset());
        return query(table, parameters, single, new Paging(limit, false, offset, Optional.empty()));
    }

    private ResourceQuery query(Table table, List<Parameter> parameters, Map<String, String> single, Paging paging) {
        var known = selections.of(table, single);
        var given = embeddings.divide(table, known, parameters);
        var selection = with(known, given);
        var filters = filters(table, given.embeddings(), given.others());
        var inner = Embedding.inner(given.embeddings());
        filters.addAll(inner);
        var grouped = selection.hasAggregates() || Grouping.isWanted(filters);
        if (grouped) {
            Grouping.check(single.containsKey("select"), selection);
        }
        var selects = !inner.isEmpty() || isOrderedByOthers(selection);
        return new ResourceQuery(
                table,
                selection,
                grouped ? Grouping.ofRows(filters) : new Filter.All(filters),
                grouped ? Optional.of(Grouping.ofGroups(filters)) : Optional.empty(),
                paging,
                shape(parameters, grouped || selects));
    }

    /**
     * Parses the parameters of a request for rows that are known already, which may choose columns, what is embedded and nothing else.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public Selection selection(Table table, List<Parameter> parameters) {
        var given = embeddings(table, parameters);
        refuseOthers(given.others(), ONLY_SELECT);
        return selection(table, given);
    }

    /** Divides the parameters of a request for rows that are known already, by what it embeds in them. */
    Given embeddings(Table table, List<Parameter> parameters) {
        return embeddings.divide(table, selections.of(table, single(parameters, ONLY_SELECT)), parameters);
    }

    /** What is selected of these rows. */
    Selection selection(Table table, Given given) {
        var known = selections.of(table, single(given.others(), ONLY_SELECT));
        Grouping.refuse(known.projection());
        return with(known, given);
    }

    private static boolean isOrderedByOthers(Selection selection) {
        return !selection.embeddings().isEmpty()
                && selection.ordering().stream()
                        .anyMatch(term -> term.expression().isOfOthers());
    }

    /** The same object where no parameter says more. */
    private static Selection with(Selection known, Given given) {
        return given.embeddings().equals(known.embeddings()) ? known : known.with(given.embeddings());
    }

    List<Filter> filters(Table table, List<Embedding> embedded, List<Parameter> parameters) {
        var parser = new FilterParser(table, embedded, limits, "");
        List<Filter> filters = new ArrayList<>();
        for (var parameter : parameters) {
            if (GROUPS.contains(parameter.name())) {
                filters.add(parser.group(parameter));
            } else if (!SINGLE.contains(parameter.name())) {
                filters.add(parser.column(parameter));
            }
        }
        return filters;
    }

    private Paging paging(Map<String, String> single) {
        var most = limits.mostRows();
        var limit = number(single, "limit", Math.min(limits.defaultLimit(), most), Integer.MAX_VALUE);
        var offset = number(single, "offset", 0, limits.maxOffset());
        var cursor = Optional.ofNullable(single.get("cursor"));
        if (cursor.isPresent() && single.containsKey("offset")) {
            throw new InvalidRequest(
                    "malformed-parameter", new Origin.Query("offset"), "a cursor already says where the page begins");
        }
        return new Paging(Math.min(limit, most), limit > most, offset, cursor);
    }

    /** Which rows of a write are answered. */
    Paging shown(Map<String, String> single) {
        var limit = number(single, "limit", Paging.NO_LIMIT, Integer.MAX_VALUE);
        return new Paging(limit, false, number(single, "offset", 0, limits.maxOffset()), Optional.empty());
    }

    private static int number(Map<String, String> single, String name, int absent, int max) {
        return number(single, name, absent, max, "");
    }

    /** @param prefix what stands before the name of the parameter */
    static int number(Map<String, String> single, String name, int absent, int max, String prefix) {
        var text = single.get(name);
        if (text == null) {
            return absent;
        }
        var number = WHOLE_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < 0 || number > max) {
            throw new InvalidRequest(
                    "malformed-parameter",
                    new Origin.Query(prefix + name),
                    "%s takes a whole number from 0 to %d%s, not \"%s\""
                            .formatted(name, Math.min(max, 999_999_999), SETTINGS.getOrDefault(name, ""), text));
        }
        return number;
    }

    private static Map<String, String> single(List<Parameter> parameters) {
        return single(parameters, SINGLE);
    }

    /** The values of those parameters that may be given once, by name. */
    static Map<String, String> single(List<Parameter> parameters, Set<String> names) {
        return single(parameters, names, "");
    }

    /** @param prefix what stood before the names of the parameters */
    static Map<String, String> single(List<Parameter> parameters, Set<String> names, String prefix) {
        Map<String, String> single = new HashMap<>();
        for (var parameter : parameters) {
            var name = parameter.name();
            if (names.contains(name) && single.put(name, parameter.value()) != null) {
                throw new InvalidRequest(
                        "malformed-parameter", new Origin.Query(prefix + name), prefix + name + " is given twice");
            }
        }
        return single;
    }

    /** Refuses parameters that are not among these. */
    static void refuseOthers(List<Parameter> parameters, Set<String> known) {
        for (var parameter : parameters) {
            if (!known.contains(parameter.name())) {
                throw meaningless(parameter);
            }
        }
    }

    /** Refuses parameters that mean something else than a filter. */
    static void refuseReserved(List<Parameter> filters) {
        for (var parameter : filters) {
            if (SINGLE.contains(parameter.name())) {
                throw meaningless(parameter);
            }
        }
    }

    private static InvalidRequest meaningless(Parameter parameter) {
        return new InvalidRequest(
                "unknown-parameter",
                new Origin.Query(parameter.name()),
                "\"%s\" has no meaning here".formatted(parameter.name()));
    }

    /** @param selecting whether what is selected also says which rows are answered, or in which order */
    private static String shape(List<Parameter> parameters, boolean selecting) {
        List<String> words = new ArrayList<>();
        for (var parameter : parameters) {
            var name = parameter.name();
            if (!SINGLE.contains(name) || name.equals("order") || (selecting && name.equals("select"))) {
                words.add(parameter.name() + "=" + parameter.value());
            }
        }
        Collections.sort(words);
        return String.join("&", words);
    }
}
