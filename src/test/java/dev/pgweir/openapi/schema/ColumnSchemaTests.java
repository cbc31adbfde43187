package dev.pgweir.openapi.schema;

import static dev.pgweir.openapi.SampleCatalog.column;
import static dev.pgweir.openapi.SampleCatalog.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.ColumnType.Kind;
import dev.pgweir.catalog.ForeignKey;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Structure;
import dev.pgweir.openapi.SampleCatalog;
import io.swagger.v3.core.util.Json31;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnSchemaTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            smallint                    | int2        | {"type":"integer","format":"int32"}
            bigint                      | int8        | {"type":"integer","format":"int64"}
            numeric(12,2)               | numeric     | {"type":"number"}
            real                        | float4      | {"type":"number","format":"float"}
            double precision            | float8      | {"type":"number","format":"double"}
            boolean                     | bool        | {"type":"boolean"}
            text                        | text        | {"type":"string"}
            character varying(20)       | varchar     | {"type":"string","maxLength":20}
            character varying           | varchar     | {"type":"string"}
            date                        | date        | {"type":"string","format":"date"}
            timestamp with time zone    | timestamptz | {"type":"string","format":"date-time"}
            timestamp without time zone | timestamp   | {"type":"string"}
            uuid                        | uuid        | {"type":"string","format":"uuid"}
            jsonb                       | jsonb       | {}
            bytea                       | bytea       | {"type":"string","pattern":"^\\\\\\\\x([0-9a-f]{2})*$"}
            inet                        | inet        | {"type":"string"}
            """)
    void namesTheJsonTypeOf(String sql, String base, String schema) {
        assertThat(withoutDescription(type(sql, base), false)).isEqualTo(schema);
    }

    @Test
    void admitsNullWhereTheColumnDoes() {
        assertThat(withoutDescription(type("date", "date"), true))
                .isEqualTo("{\"type\":[\"string\",\"null\"],\"format\":\"date\"}");
        assertThat(withoutDescription(type("json", "json"), true)).isEqualTo("{}");
    }

    @Test
    void listsTheLabelsOfAnEnum() {
        var mood = new ColumnType("mood", "mood", false, Kind.ENUM, List.of("sad", "glad"));

        assertThat(withoutDescription(mood, false)).isEqualTo("{\"type\":\"string\",\"enum\":[\"sad\",\"glad\"]}");
        assertThat(withoutDescription(mood, true))
                .isEqualTo("{\"type\":[\"string\",\"null\"],\"enum\":[\"sad\",\"glad\",null]}");
    }

    @Test
    void admitsNullInArrays() {
        var numbers = new ColumnType("integer[]", "int4", true, Kind.BASE, List.of());

        assertThat(withoutDescription(numbers, false))
                .isEqualTo("{\"type\":\"array\",\"items\":{\"type\":[\"integer\",\"null\"],\"format\":\"int32\"}}");
    }

    @Test
    void saysTheCommentAndTheSqlType() {
        assertThat(ColumnSchema.of(SampleCatalog.users(), column(type("numeric(12,2)", "numeric")))
                        .getDescription())
                .startsWith("A comment\n\n`numeric(12,2)`")
                .contains("`NaN`");
    }

    @Test
    void saysTheDefaultInWords() {
        var at = SampleCatalog.users().column("created_at").orElseThrow();
        var schema = ColumnSchema.of(SampleCatalog.users(), at);

        assertThat(schema.getDescription()).contains("Default: `now()`");
        assertThat(schema.getDefault()).isNull();
    }

    @Test
    void marksKeysAsPostgrestDoes() {
        var users = SampleCatalog.users();
        var id = users.column("user_id").orElseThrow();
        var toTeam = new ForeignKey(
                "to_team", List.of("user_id", "name"), "public", "team's", List.of("id", "name"), false, false);
        var referring = new Table(
                users.schema(),
                users.name(),
                users.kind(),
                users.comment(),
                new Structure(users.columns(), users.keys(), List.of(toTeam), users.partitioning()),
                users.access());

        assertThat(ColumnSchema.of(users, id).getDescription()).endsWith("Note:\nThis is a Primary Key.<pk/>");
        assertThat(ColumnSchema.of(referring, id).getDescription())
                .endsWith("Note:\nThis is a Foreign Key to `team's.id`.<fk table='team&#39;s' column='id'/>");
    }

    private static String withoutDescription(ColumnType type, boolean nullable) {
        var column = new Column("a", type, nullable, Optional.empty(), Generation.NONE, Optional.empty());
        ObjectNode schema = Json31.mapper().valueToTree(ColumnSchema.of(SampleCatalog.users(), column));
        schema.remove("description");
        return schema.toString();
    }
}
