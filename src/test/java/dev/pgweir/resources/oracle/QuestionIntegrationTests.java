package dev.pgweir.resources.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.test.context.TestContextManager;
import tools.jackson.databind.JsonNode;

/**
 * Whatever is asked, all pages together hold the rows that SQL gives, in its order. The seed is fixed, so that a build
 * does not fail at random; search further with another.
 */
@GatewayTest
class QuestionIntegrationTests {

    private static final String SEED = "20240229";

    /** jqwik runs no extensions of JUnit Jupiter; Spring keeps one context for both. */
    private static final Gateway GATEWAY = new TestContextManager(QuestionIntegrationTests.class)
            .getTestContext()
            .getApplicationContext()
            .getBean(Gateway.class);

    private static final Connection DATABASE = connect();

    @BeforeContainer
    static void createTable() {
        ManyTypes.create(GATEWAY);
    }

    @AfterContainer
    static void dropTable() throws SQLException {
        DATABASE.close();
        ManyTypes.drop(GATEWAY);
    }

    @Property(seed = SEED, tries = 250)
    void answersTheRowsThatSqlGives(@ForAll("rows") Question question) throws SQLException {
        assertSame(question);
    }

    @Property(seed = SEED, tries = 200)
    void answersTheGroupsThatSqlGives(@ForAll("groups") Question question) throws SQLException {
        assertSame(question);
    }

    @Provide
    static Arbitrary<Question> rows() {
        return Question.forRows();
    }

    @Provide
    static Arbitrary<Question> groups() {
        return Question.forGroups();
    }

    private static void assertSame(Question question) throws SQLException {
        assertThat(Answers.follow(GATEWAY, "/many?" + question.query()))
                .as(question.toString())
                .containsExactlyElementsOf(rows(question.sql()));
    }

    private static List<JsonNode> rows(String sql) throws SQLException {
        var json = "SELECT coalesce(json_agg(row_to_json(q)), '[]') FROM (%s) AS q".formatted(sql);
        try (var statement = DATABASE.createStatement();
                var result = statement.executeQuery(json)) {
            result.next();
            return List.copyOf(Answers.json(result.getString(1)).values());
        }
    }

    private static Connection connect() {
        try {
            return TestCluster.shared().connect("primary");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
