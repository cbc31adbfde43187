package dev.pgweir.web.problem;

import static dev.pgweir.testing.Answers.problem;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Errors that PostgreSQL finds: whose fault they are is told by the status. */
@GatewayTest
class ServerProblemsIntegrationTests {

    private final Gateway gateway;

    @Autowired
    ServerProblemsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE problems (id int PRIMARY KEY, word text UNIQUE, day date)",
                "CREATE VIEW writing AS SELECT nextval('users_user_id_seq') AS n",
                "GRANT ALL ON problems, writing TO pgweir",
                "GRANT ALL ON SEQUENCE users_user_id_seq TO pgweir");
    }

    @AfterAll
    static void dropTables() {
        TestCluster.shared().execute("DROP TABLE problems", "DROP VIEW writing");
    }

    @Test
    void refusesAnOperatorThatTheTypeLacks() {
        problem(gateway.get("/problems?day=is.true"), 400, "operator-not-applicable");
        problem(gateway.get("/problems?day=like.2024*"), 400, "operator-not-applicable");
    }

    @Test
    void refusesAValueBeyondTheServersLimits() {
        var random = new Random(1).ints(20_000, 'a', 'z' + 1);
        var word = random.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        problem(gateway.send("POST", "/problems", "{\"id\":1,\"word\":\"" + word + "\"}"), 422, "limit-exceeded");
    }

    @Test
    void refusesToReadWhatWrites() {
        problem(gateway.get("/writing"), 422, "writes-while-reading");
    }

    @Test
    void answersAMissingRouteAsOneThoughTheServerHasAPageForErrors() {
        problem(gateway.get("/error"), 404, "no-such-route");
        problem(gateway.get("/nosuch"), 404, "no-such-route");
    }
}
