package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.resources.json.RowWriter.JsonRows;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.RowLayout.Output;
import dev.pgweir.resources.statement.ValueForm;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows as the driver hands them over. */
class RowWriterIntegrationTests {

    private static final RowLayout LAYOUT = RowLayout.of(List.of(
                    new Output("say \"hi\"", ValueForm.TEXT),
                    new Output("twice", ValueForm.NUMBER),
                    new Output("tags", ValueForm.TO_JSON)))
            .withOrdering(List.of(2, 4));
    private static final String ROWS = """
            VALUES ('a "b"'::text, 1.50::numeric, to_json('{x,NULL}'::text[]), 'one'),
                   (NULL, 'NaN', NULL, 'two'), ('', '-Infinity', '[]', NULL)""";

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = TestCluster.shared().connect("replica-1");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void writesAllRowsWhereTheyFit() throws SQLException {
        var page = page(3);
        assertThat(new String(page.json().toByteArray(), UTF_8)).isEqualTo("""
                [{"say \\"hi\\"":"a \\"b\\"","twice":1.50,"tags":["x",null]},
                {"say \\"hi\\"":null,"twice":"NaN","tags":null},
                {"say \\"hi\\"":"","twice":"-Infinity","tags":[]}]""");
        assertThat(page.count()).isEqualTo(3);
        assertThat(page.more()).isFalse();
        assertThat(page.last()).containsExactly(Optional.of("-Infinity"), Optional.empty());
    }

    @Test
    void stopsAtTheLimitAndKeepsTheKeysOfTheLastRowItWrote() throws SQLException {
        var page = page(2);
        assertThat(new String(page.json().toByteArray(), UTF_8)).endsWith("\"tags\":null}]");
        assertThat(page.count()).isEqualTo(2);
        assertThat(page.more()).isTrue();
        assertThat(page.last()).containsExactly(Optional.of("NaN"), Optional.of("two"));
    }

    @Test
    void writesNoRowWhereTheLimitIsNone() throws SQLException {
        var page = page(0);
        assertThat(new String(page.json().toByteArray(), UTF_8)).isEqualTo("[]");
        assertThat(page.more()).isTrue();
        assertThat(page.last()).isEmpty();
    }

    private JsonRows page(int limit) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(ROWS)) {
            return new RowWriter(LAYOUT).page(rows, limit);
        }
    }
}
