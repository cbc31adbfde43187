package dev.pgweir.web.access;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.SecuredSchema;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Roles that come and go, and a login that is refused, while the gateway runs. */
@ExtendWith(OutputCaptureExtension.class)
class ChangingRolesIntegrationTests {

    private static SecuredSchema schema;

    @BeforeAll
    static void start() {
        schema = SecuredSchema.of(
                "changing",
                List.of(
                        "CREATE TABLE thing (id int PRIMARY KEY)",
                        "GRANT SELECT ON thing TO {user}, {clerk}",
                        "CREATE FUNCTION slowly() RETURNS boolean STABLE LANGUAGE sql AS 'SELECT true FROM pg_sleep(0.05)'",
                        "CREATE TABLE slow (id int PRIMARY KEY)",
                        "INSERT INTO slow SELECT generate_series(1, 100)",
                        "ALTER TABLE slow ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY slow ON slow USING (slowly())",
                        "GRANT SELECT ON slow TO {user}"),
                "pgweir.resources.count-timeout=1s");
    }

    @AfterAll
    static void stop() {
        schema.close();
    }

    @Test
    void aLoginThatServersRefuseIsToldAndLeavesClientsUnserved(CapturedOutput output) {
        var user = schema.bearer("user", "ann");
        changed("ALTER ROLE changing_login NOLOGIN");
        try {
            for (var node : TestCluster.shared().nodes()) {
                TestCluster.shared()
                        .query(
                                node.name(),
                                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'changing_login'",
                                Long.class);
            }
            await().untilAsserted(() -> assertThat(get("/thing", user)).returns(503, HttpResponse::statusCode));
            assertThat(output).contains("does not let requests log in");
        } finally {
            changed("ALTER ROLE changing_login LOGIN");
        }
        await().untilAsserted(() -> assertThat(get("/thing", user)).returns(200, HttpResponse::statusCode));
    }

    @Test
    void aLoginThatCouldActWithoutARoleIsToldToOperators() {
        changed("GRANT SELECT (id) ON changing.thing TO changing_login");
        try {
            assertThat(schema.http().get("/admin/access").body())
                    .contains("unsafe-login", "REVOKE ALL ON changing.thing FROM changing_login");
        } finally {
            changed("REVOKE ALL (id) ON changing.thing FROM changing_login");
        }
        assertThat(schema.http().get("/admin/access").body()).doesNotContain("unsafe-login");
    }

    @Test
    void aRoleThatNoCallerMayHaveIsRefusedAtUnknownPathsToo() {
        for (var path : List.of("/nosuch", "/a/b/c", "/rpc/nosuch", "/thing")) {
            problem(get(path, schema.bearer("nosuch", "ann")), 403, "forbidden");
        }
    }

    @Test
    void aRoleThatWasDroppedAMomentAgoIsRefused() {
        changed(
                "CREATE ROLE changing_temp",
                "GRANT changing_temp TO changing_login",
                "GRANT SELECT ON changing.thing TO changing_temp",
                "GRANT USAGE ON SCHEMA changing TO changing_temp");
        schema.http().send("POST", "/admin/catalog/refresh", "");
        var temp = schema.bearer("temp", "ann");
        assertThat(get("/thing", temp)).returns(200, HttpResponse::statusCode);

        changed("DROP OWNED BY changing_temp", "DROP ROLE changing_temp");

        problem(get("/thing", temp), 403, "forbidden");
    }

    @Test
    void rowsThatCannotBeCountedInTimeAreNotGuessed() {
        for (var mode : List.of("exact", "planned", "estimated")) {
            var counted = schema.http()
                    .get("/slow?limit=1", "Authorization", schema.bearer("user", "ann"), "Prefer", "count=" + mode);
            assertThat(counted.statusCode()).as(counted.body()).isIn(200, 206);
            assertThat(counted.headers().firstValue("Content-Range")).contains("0-0/*");
        }
    }

    private static void changed(String... sql) {
        TestCluster.shared().execute(sql);
        TestCluster.shared().awaitReplay();
    }

    private static HttpResponse<String> get(String path, String token) {
        return schema.http().get(path, "Authorization", token);
    }
}
