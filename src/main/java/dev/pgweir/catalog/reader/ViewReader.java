package dev.pgweir.catalog.reader;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.reader.ViewFacts.Reference;
import dev.pgweir.catalog.reader.ViewTree.Shown;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the server what the views of the schema show, within the caller's transaction. The trees of views are long, so those that have
 * not changed are not read again. Used by one thread at a time.
 */
@Component
class ViewReader {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final String schemas;
    private final CatalogProperties properties;
    private Map<Version, Shown> known = Map.of();

    /** A view, and the transaction that wrote its query. */
    private record Version(long view, String writer) {}

    private record Named(long relation, int number, String name) {}

    ViewReader(JdbcClient jdbc, CatalogProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.schemas = JSON.writeValueAsString(properties.schemas());
    }

    /** The tables, with the keys that views have from those behind them. */
    List<Table> completed(List<Table> tables) {
        return tables.stream().anyMatch(ViewLineage::isView) ? ViewLineage.completed(tables, facts()) : tables;
    }

    private ViewFacts facts() {
        return new ViewFacts(relations(), names(), views(), descending(), updatable(), references(), primaryKeys());
    }

    private Map<String, Long> relations() {
        Map<String, Long> relations = new HashMap<>();
        jdbc.sql("""
                        SELECT n.nspname, c.relname, c.oid
                          FROM pg_catalog.pg_class c
                          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                         WHERE pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')""").param("schemas", schemas).query(row -> {
            var schema = row.getString(1);
            var name = row.getString(2);
            if (!properties.isMistakable(schema, name)) {
                relations.put(properties.called(schema, name), row.getLong(3));
            }
        });
        return relations;
    }

    private Map<Long, Map<Integer, String>> names() {
        return jdbc
                .sql("""
                        SELECT a.attrelid, a.attnum, a.attname
                          FROM pg_catalog.pg_class c
                          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
                         WHERE pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
                           AND a.attnum > 0 AND NOT a.attisdropped""")
                .param("schemas", schemas)
                .query((row, number) -> new Named(row.getLong(1), row.getInt(2), row.getString(3)))
                .stream()
                .collect(groupingBy(Named::relation, toMap(Named::number, Named::name)));
    }

    private Map<Long, Shown> views() {
        var versions = jdbc.sql("""
                        SELECT r.ev_class, r.xmin::text
                          FROM pg_catalog.pg_rewrite r
                          JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
                         WHERE r.ev_type = '1' AND v.relnamespace NOT IN (
                               'pg_catalog'::pg_catalog.regnamespace, 'information_schema'::pg_catalog.regnamespace)""")
                .query((row, number) -> new Version(row.getLong(1), row.getString(2)))
                .list();
        Map<Version, Shown> current = new HashMap<>();
        List<Version> changed = new ArrayList<>();
        for (var version : versions) {
            var columns = known.get(version);
            if (columns == null) {
                changed.add(version);
            } else {
                current.put(version, columns);
            }
        }
        if (!changed.isEmpty()) {
            current.putAll(read(changed));
        }
        known = current;
        return current.entrySet().stream()
                .collect(toMap(entry -> entry.getKey().view(), Map.Entry::getValue, (one, other) -> other));
    }

    private Map<Version, Shown> read(List<Version> changed) {
        return jdbc
                .sql("""
                        SELECT ev_class, xmin::text, ev_action::text FROM pg_catalog.pg_rewrite
                         WHERE ev_type = '1' AND ev_class = ANY (:views::pg_catalog.oid[])""")
                .param("views", changed.stream().map(Version::view).toArray(Long[]::new))
                .query((row, number) ->
                        Map.entry(new Version(row.getLong(1), row.getString(2)), ViewTree.shown(row.getString(3))))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Those of these names order values as ORDER BY does that names no operator. */
    private Map<Long, Boolean> descending() {
        return jdbc
                .sql("SELECT o.oid, o.oprname = '>' FROM pg_catalog.pg_operator o WHERE o.oprname IN ('<', '>')")
                .query((row, number) -> Map.entry(row.getLong(1), row.getBoolean(2)))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Bits as in PostgreSQL's CmdType: 4 is an update, which no trigger stands in for here. */
    private List<Long> updatable() {
        return jdbc.sql("""
                        SELECT c.oid
                          FROM pg_catalog.pg_class c
                          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                         WHERE pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname) AND c.relkind = 'v'
                           AND pg_catalog.pg_relation_is_updatable(c.oid, false) & 4 <> 0""")
                .param("schemas", schemas)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /** As tables have them: keys of partitions are clones, and temporal keys refer to rows by ranges. */
    private List<Reference> references() {
        return jdbc.sql("""
                        SELECT k.conname, k.conrelid, k.conkey, k.confrelid, k.confkey,
                               EXISTS (
                                   SELECT FROM pg_catalog.pg_constraint u
                                    WHERE u.conrelid = k.conrelid AND u.contype IN ('p', 'u')
                                      AND u.conkey OPERATOR(pg_catalog.@>) k.conkey
                                      AND u.conkey OPERATOR(pg_catalog.<@) k.conkey)
                          FROM pg_catalog.pg_constraint k
                          JOIN pg_catalog.pg_class f ON f.oid = k.conrelid
                          JOIN pg_catalog.pg_class t ON t.oid = k.confrelid
                         WHERE k.contype = 'f' AND k.conparentid = 0 AND NOT f.relispartition AND NOT t.relispartition
                           AND COALESCE(pg_catalog.to_jsonb(k) ->> 'conperiod', 'false') = 'false'
                         ORDER BY k.conname, k.oid""")
                .query((row, number) -> new Reference(
                        row.getString(1),
                        row.getLong(2),
                        numbers(row, 3),
                        row.getLong(4),
                        numbers(row, 5),
                        row.getBoolean(6)))
                .list();
    }

    private Map<Long, List<Integer>> primaryKeys() {
        return jdbc.sql("""
                        SELECT k.conrelid, k.conkey FROM pg_catalog.pg_constraint k
                         WHERE k.contype = 'p'
                           AND COALESCE(pg_catalog.to_jsonb(k) ->> 'conperiod', 'false') = 'false'
                           -- What is unique in a parent may come again in its children.
                           AND NOT EXISTS (
                               SELECT FROM pg_catalog.pg_inherits h
                                 JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid AND NOT c.relispartition
                                WHERE h.inhparent = k.conrelid)""").query((row, number) -> Map.entry(row.getLong(1), numbers(row, 2))).stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Integer> numbers(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.stream((Object[]) array.getArray())
                .map(number -> ((Number) number).intValue())
                .toList();
    }
}
