package dev.pgweir.openapi.schema;

import static java.util.stream.Collectors.toMap;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Relationships;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.relate.Embeddable;
import dev.pgweir.resources.relate.RelationshipFinder;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What rows hold of related tables where {@code select} embeds it: optional members of their schemas, each a reference to
 * the schema of the other rows, and all that can be embedded in the extension {@code x-relationships}.
 */
public final class RelatedRows {

    private static final String EXTENSION = "x-relationships";

    private final RelationshipFinder relationships;
    private final Map<String, DescribedResource> readable;

    /** Of these resources of a catalog. */
    public RelatedRows(Catalog catalog, List<DescribedResource> resources) {
        this.relationships = new RelationshipFinder(new Relationships(() -> Optional.of(catalog)));
        this.readable = resources.stream()
                .filter(DescribedResource::readable)
                .collect(toMap(DescribedResource::name, Function.identity()));
    }

    /**
     * What can be embedded.
     *
     * @param words how it is asked for
     * @param target whose rows it is
     */
    private record Related(Embeddable words, DescribedResource target) {

        /** Without a hint, and as nothing that generated clients may call like a column. */
        boolean isMemberOf(Table table) {
            return words.hint().isEmpty()
                    && table.columns().stream()
                            .noneMatch(column -> column.name().equalsIgnoreCase(words.name()));
        }

        JsonSchema schema() {
            var rows = JsonTypes.reference(target.typeName());
            var many = words.relationship().many();
            var schema = many ? JsonTypes.arrayOf(rows) : JsonTypes.nullable(rows);
            schema.setDescription((many
                            ? "Related rows of `%s`, where `select` embeds them: `select=*,%s(*)`."
                            : "The related row of `%s`, where `select` embeds it: `select=*,%s(*)`.")
                    .formatted(target.name(), words.spelled()));
            return schema;
        }

        Map<String, Object> entry() {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("embed", words.spelled());
            entry.put("many", words.relationship().many());
            return entry;
        }
    }

    /** The resources to whose schemas that of a resource refers. */
    public List<DescribedResource> referredToBy(DescribedResource resource) {
        return resource.readable()
                ? of(resource.table()).stream()
                        .filter(related -> related.isMemberOf(resource.table()))
                        .map(Related::target)
                        .distinct()
                        .toList()
                : List.of();
    }

    /** Adds them to the schema of a table's rows. */
    void addTo(JsonSchema row, Table table) {
        var all = of(table);
        all.stream()
                .filter(related -> related.isMemberOf(table))
                .forEach(related -> row.addProperty(related.words().name(), related.schema()));
        if (!all.isEmpty()) {
            row.addExtension(EXTENSION, all.stream().map(Related::entry).toList());
        }
    }

    private List<Related> of(Table table) {
        return relationships.embeddable(table).stream()
                .flatMap(words -> Optional.ofNullable(
                        readable.get(words.relationship().target().name()))
                        .map(target -> new Related(words, target))
                        .stream())
                .toList();
    }
}
