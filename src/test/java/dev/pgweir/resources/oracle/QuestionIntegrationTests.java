package dev.pgweir.resources.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Whatever is asked, all pages together hold the rows that SQL gives, in its order. The seed is fixed, so that a build
 * does not fail at random; search further with another.
 */
@GatewayTest
@TestInstance(Lifecycle.PER_CLASS)
class QuestionIntegrationTests {

    private static final long SEED = 20240229;

    private final Gateway gateway;
    private final Connection database;

    @Autowired
    QuestionIntegrationTests(Gateway gateway) throws SQLException {
        this.gateway = gateway;
        this.database = TestCluster.shared().connect("primary");
    }

    @BeforeAll
    void createTable() {
        ManyTypes.create(gateway);
    }

    @AfterAll
    void dropTable() throws SQLException {
        database.close();
        ManyTypes.drop(gateway);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersTheRowsThatSqlGives(Question question) throws SQLException {
        assertSame(question);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void answersTheGroupsThatSqlGives(Question question) throws SQLException {
        assertSame(question);
    }

    static Stream<Question> rows() {
        return Draw.samples(SEED, 250, Question::forRows);
    }

    static Stream<Question> groups() {
        return Draw.samples(SEED, 200, Question::forGroups);
    }

    private void assertSame(Question question) throws SQLException {
        assertThat(Answers.follow(gateway, "/many?" + question.query()))
                .as(question.toString())
                .containsExactlyElementsOf(rows(question.sql()));
    }

    private List<JsonNode> rows(String sql) throws SQLException {
        var json = "SELECT coalesce(json_agg(row_to_json(q)), '[]') FROM (%s) AS q".formatted(sql);
        try (var statement = database.createStatement();
                var result = statement.executeQuery(json)) {
            result.next();
            return List.copyOf(Answers.json(result.getString(1)).values());
        }
    }
}
