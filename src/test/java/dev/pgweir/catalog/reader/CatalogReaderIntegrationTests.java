package dev.pgweir.catalog.reader;

import static dev.pgweir.catalog.Table.Privilege.DELETE;
import static dev.pgweir.catalog.Table.Privilege.INSERT;
import static dev.pgweir.catalog.Table.Privilege.SELECT;
import static dev.pgweir.catalog.Table.Privilege.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.ForeignKey;
import dev.pgweir.catalog.Table;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogReaderIntegrationTests {

    @RegisterExtension
    static final EverythingSchema everything = new EverythingSchema();

    @Test
    void findsTheRelationsThatTheRoleMayUseAndNoPartitions() {
        assertThat(everything.catalog().tables().keySet())
                .containsExactly(
                        "Größe; DROP TABLE x",
                        "a/b",
                        "admin",
                        "booked",
                        "by_date",
                        "by_expression",
                        "by_hash",
                        "by_list",
                        "by_moment",
                        "by_nothing",
                        "by_number",
                        "by_two",
                        "by_uuid",
                        "child",
                        "columns",
                        "empty",
                        "far",
                        "filled",
                        "filled_in_parts",
                        "fleeting",
                        "grouped",
                        "insert_only",
                        "kept",
                        "keys",
                        "not_filled",
                        "other",
                        "parent",
                        "partly_fleeting",
                        "read_only",
                        "referring",
                        "simple",
                        "some_columns",
                        "with \"quotes\" and spaces");
    }

    @ParameterizedTest
    @CsvSource({
        "columns, TABLE",
        "by_date, PARTITIONED_TABLE",
        "simple, VIEW",
        "kept, MATERIALIZED_VIEW",
        "far, FOREIGN_TABLE",
        "fleeting, UNLOGGED_TABLE",
        "partly_fleeting, UNLOGGED_TABLE",
    })
    void tellsSortsOfRelationApart(String name, Table.Kind kind) {
        assertThat(everything.table(name).kind()).isEqualTo(kind);
        assertThat(everything.table(name).schema()).isEqualTo("everything");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain              | integer                     | int4        | BASE       | null",
                "amount             | numeric(12,2)               | numeric     | BASE       | not null default 0",
                "at                 | timestamp(3) with time zone | timestamptz | BASE       | null default now()",
                "words              | text[]                      | text[]      | BASE       | not null",
                "feeling            | everything.mood             | mood        | ENUM       | null",
                "feelings           | everything.mood[]           | mood[]      | ENUM       | null",
                "home               | everything.address          | address     | COMPOSITE  | null",
                "homes              | everything.address[]        | address[]   | COMPOSITE  | null",
                "days               | daterange                   | daterange   | RANGE      | null",
                "stretches          | datemultirange              | datemultirange | MULTIRANGE | null",
                "width              | everything.span             | span        | RANGE      | null",
                "count              | everything.positive         | int4        | BASE       | null",
                "counts             | everything.small_positive[] | int4[]      | BASE       | null",
                "few                | everything.small_positive   | int4        | BASE       | not null",
                "name               | everything.title            | varchar     | BASE       | not null default 'untitled'::character varying",
                "labels             | everything.tags             | text[]      | BASE       | null",
                "oids               | oidvector                   | oid[]       | BASE       | null",
                "always             | bigint                      | int8        | BASE       | not null IDENTITY_ALWAYS",
                "by_default         | bigint                      | int8        | BASE       | not null IDENTITY_BY_DEFAULT",
                "stored             | integer                     | int4        | BASE       | null COMPUTED",
                "virtual            | integer                     | int4        | BASE       | null COMPUTED",
                "not_yet_not_null   | integer                     | int4        | BASE       | null",
            },
            quoteCharacter = '"')
    void describesAColumn(String name, String sql, String base, ColumnType.Kind kind, String filling) {
        Column column = everything.table("columns").column(name).orElseThrow();
        ColumnType type = column.type();
        assertThat(type.sql()).isEqualTo(sql);
        assertThat(type.base() + (type.array() ? "[]" : "")).isEqualTo(base);
        assertThat(type.kind()).isEqualTo(kind);
        assertThat((column.nullable() ? "null" : "not null")
                        + column.defaultExpression().map(" default "::concat).orElse("")
                        + (column.generation() == Column.Generation.NONE ? "" : " " + column.generation()))
                .isEqualTo(filling);
    }

    @Test
    void keepsTheOrderAndTheNamesOfColumns() {
        assertThat(everything.table("columns").columns())
                .extracting(Column::name)
                .startsWith("plain", "amount", "at")
                .doesNotContain("dropped")
                .endsWith("not_yet_not_null", "Odd \"name\" of a çolumn");
        assertThat(everything.table("empty").columns()).isEmpty();
    }

    @Test
    void listsTheLabelsOfAnEnumInTheirOrder() {
        assertThat(everything.table("columns").columns())
                .filteredOn(column -> column.type().kind() == ColumnType.Kind.ENUM)
                .extracting(column -> column.type().labels())
                .containsOnly(List.of("angry", "sad", "so-so", "it's fine"))
                .hasSize(2);
    }

    @Test
    void readsComments() {
        assertThat(everything.table("columns").comment()).contains("Holds one of each");
        assertThat(everything.table("columns").column("amount").flatMap(Column::comment))
                .contains("In euros");
        assertThat(everything.table("keys").comment()).isEmpty();
    }

    @Test
    void findsOnlyTheKeysThatIdentifyARow() {
        assertThat(everything.table("keys").keys())
                .extracting(key -> key.name() + key.columns())
                .containsExactly("keys_primary[b, a]", "including_key[d]", "plain_index[c]", "two_columns[d, c]");
        assertThat(everything.table("keys").primaryKey())
                .contains(everything.table("keys").keys().getFirst());
        assertThat(everything.table("by_date").primaryKey().orElseThrow().columns())
                .containsExactly("id", "day");
        assertThat(everything.table("parent").keys()).isEmpty();
        assertThat(everything.table("child").keys()).hasSize(1);
        assertThat(everything.table("booked").keys()).isEmpty();
        assertThat(everything.table("simple").keys()).isEmpty();
        assertThat(everything.table("kept").keys()).isEmpty();
    }

    @Test
    void tellsWhatTheRoleMayDo() {
        assertThat(everything.table("columns").privileges()).containsOnly(SELECT, INSERT, UPDATE, DELETE);
        assertThat(everything.table("read_only").privileges()).containsOnly(SELECT);
        assertThat(everything.table("insert_only").privileges()).containsOnly(INSERT);
        assertThat(everything.table("insert_only").readableColumns()).isEmpty();
        assertThat(everything.table("insert_only").column("id").orElseThrow().privileges())
                .containsOnly(INSERT);
    }

    @Test
    void leavesOutWhatAViewCannotDo() {
        assertThat(everything.table("simple").privileges()).containsOnly(SELECT, INSERT, UPDATE, DELETE);
        assertThat(everything.table("grouped").privileges()).containsOnly(SELECT);
        assertThat(everything.table("kept").privileges()).containsOnly(SELECT);
    }

    @Test
    void tellsWhatTheRoleMayDoWithEachColumn() {
        Table table = everything.table("some_columns");
        assertThat(table.columns())
                .extracting(column -> column.name() + column.privileges())
                .containsExactlyInAnyOrder(
                        "id[SELECT]",
                        "unseen[]",
                        "seen" + table.column("seen").orElseThrow().privileges());
        assertThat(table.column("seen").orElseThrow().privileges()).containsOnly(SELECT, UPDATE);
        assertThat(table.keys())
                .filteredOn(table::isReadable)
                .extracting(key -> key.columns().getFirst())
                .containsExactly("id", "seen");
        assertThat(table.privileges()).containsOnly(SELECT, UPDATE);
    }

    @ParameterizedTest
    @CsvSource({
        "columns, true",
        "by_date, true",
        "simple, false",
        "kept, false",
        "far, false",
        "some_columns, false",
        "insert_only, false"
    })
    void tellsWhereRowsShowTheirPlace(String name, boolean shown) {
        assertThat(everything.table(name).hasVersions()).isEqualTo(shown);
    }

    @Test
    void findsWhatTablesReferTo() {
        assertThat(everything.table("referring").foreignKeys())
                .containsExactly(
                        new ForeignKey(
                                "referring_id_fkey", List.of("id"), "everything", "parent", List.of("id"), true, false),
                        new ForeignKey(
                                "to_key", List.of("y", "x"), "everything", "keys", List.of("b", "a"), false, false),
                        new ForeignKey(
                                "to_partitioned",
                                List.of("n", "day"),
                                "everything",
                                "by_date",
                                List.of("id", "day"),
                                false,
                                false));
        assertThat(everything.table("parent").foreignKeys()).isEmpty();
    }

    @Test
    void tellsWhereTriggersMayFillColumns() {
        assertThat(List.of("filled", "filled_in_parts"))
                .allMatch(name -> everything.table(name).has(Table.Trait.FILLS_NEW_ROWS));
        assertThat(everything.table("not_filled").has(Table.Trait.FILLS_NEW_ROWS))
                .isFalse();
    }

    @Test
    void tellsWhyASchemaShowsNothing() {
        assertThat(everything.reader("no such").tables(List.of())).isEmpty();
        assertThat(everything.reader("no such").access("no such"))
                .isEqualTo(new SchemaAccess("no such", "catalog_tests", false, false));
        everything.execute("CREATE SCHEMA closed", "CREATE TABLE closed.shut ()");
        everything.execute("GRANT SELECT ON closed.shut TO catalog_tests");
        assertThat(everything.reader("closed").tables(List.of())).isEmpty();
        assertThat(everything.reader("closed").access("closed"))
                .isEqualTo(new SchemaAccess("closed", "catalog_tests", true, false));
        everything.execute("DROP SCHEMA closed CASCADE");
        assertThat(everything.reader("everything").access("everything"))
                .isEqualTo(new SchemaAccess("everything", "catalog_tests", true, true));
    }
}
