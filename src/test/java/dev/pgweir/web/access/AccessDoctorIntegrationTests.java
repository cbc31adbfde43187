package dev.pgweir.web.access;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.StartedGateway;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators are told of roles, grants and policies. */
class AccessDoctorIntegrationTests {

    @Test
    void findsWhatLetsCallersSeeMoreOrLess() {
        try (var schema = SecuredSchema.of(
                "ward",
                List.of(
                        "CREATE TABLE well (id int PRIMARY KEY, owner text)",
                        "GRANT SELECT ON well TO {user}",
                        "CREATE TABLE closed (id int PRIMARY KEY)",
                        "ALTER TABLE closed ENABLE ROW LEVEL SECURITY",
                        "GRANT SELECT ON closed TO {user}",
                        "CREATE TABLE slow (id int PRIMARY KEY, owner text, price numeric)",
                        "CREATE INDEX slow_price ON slow (price)",
                        "ALTER TABLE slow ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY per_row ON slow USING (owner = current_setting('request.jwt.claims')::json ->> 'sub')",
                        "GRANT SELECT ON slow TO {user}",
                        "CREATE VIEW window_to_slow AS SELECT id FROM slow",
                        "GRANT SELECT ON window_to_slow TO {user}",
                        "CREATE MATERIALIZED VIEW copy_of_slow AS SELECT id FROM slow",
                        "GRANT SELECT ON copy_of_slow TO {user}",
                        "CREATE TABLE owned (id int PRIMARY KEY)",
                        "ALTER TABLE owned ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY nobody ON owned USING (false)",
                        "CREATE TABLE split (id int, day date) PARTITION BY RANGE (day)",
                        "CREATE TABLE split_2024 PARTITION OF split FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                        "ALTER TABLE split ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY all_rows ON split USING (true)",
                        "GRANT SELECT ON split, split_2024 TO {user}"),
                "pgweir.access.issuers[0].default-role=ward_gone")) {
            TestCluster.shared().execute("ALTER TABLE ward.owned OWNER TO ward_boss");
            var report = json(schema.http().get("/admin/access"));
            assertThat(report.path("roles").valueStream().map(role -> role.asString()))
                    .containsExactly("ward_anon", "ward_boss", "ward_clerk", "ward_user");
            assertThat(report.path("findings")
                            .valueStream()
                            .map(finding -> finding.path("code").asString() + ": "
                                    + finding.path("sql").asString()))
                    .containsExactlyInAnyOrder(
                            "no-policy: CREATE POLICY … ON ward.closed FOR SELECT TO ward_user USING (…)",
                            "policy-per-row: ALTER POLICY per_row ON ward.slow USING (… (SELECT current_setting(…)) …)",
                            "view-of-owner: ALTER VIEW ward.window_to_slow SET (security_invoker = true)",
                            "view-of-owner: REVOKE ALL ON ward.copy_of_slow FROM the roles of callers",
                            "owner-without-policies: ALTER TABLE ward.owned FORCE ROW LEVEL SECURITY",
                            "role-not-granted: GRANT \"ward_gone\" TO \"ward_login\"",
                            "partition-without-policies: REVOKE ALL ON ward.split_2024 FROM ward_user",
                            "index-unused: -- filter ward.slow by a column of another type as well, such as a number, a text"
                                    + " or a date");
            schema.execute(
                    "ALTER POLICY per_row ON slow USING (owner = (SELECT current_setting('request.jwt.claims')::json ->> 'sub'))",
                    "ALTER VIEW window_to_slow SET (security_invoker = true)",
                    "REVOKE ALL ON split_2024 FROM {user}",
                    "DROP INDEX slow_price",
                    "REVOKE ALL ON closed, copy_of_slow FROM {user}");
            TestCluster.shared().execute("ALTER TABLE ward.owned FORCE ROW LEVEL SECURITY");
            assertThat(json(schema.http().get("/admin/access"))
                            .path("findings")
                            .valueStream()
                            .map(finding -> finding.path("code").asString()))
                    .containsExactly("role-not-granted");
        }
    }

    @Test
    void keepsAGatewayFromStartingWhoseLoginCouldActWithoutARole() {
        assertThatThrownBy(() -> SecuredSchema.of(
                        TestCluster.shared(),
                        (cluster, settings) -> {
                            cluster.execute(
                                    "ALTER ROLE unsafe_login BYPASSRLS CREATEROLE",
                                    "GRANT unsafe_clerk TO unsafe_login WITH INHERIT TRUE, SET FALSE",
                                    "ALTER TABLE unsafe.of_clerk OWNER TO unsafe_clerk",
                                    "GRANT SELECT (id) ON unsafe.of_columns TO unsafe_login",
                                    "GRANT pg_read_all_data TO unsafe_login WITH INHERIT TRUE, SET FALSE",
                                    "GRANT SELECT ON unsafe.thing TO unsafe_login",
                                    "GRANT unsafe_user TO unsafe_login WITH INHERIT TRUE",
                                    "GRANT postgres TO unsafe_login",
                                    "ALTER TABLE unsafe.owned OWNER TO unsafe_login");
                            return StartedGateway.on(cluster, settings);
                        },
                        "unsafe",
                        List.of(
                                "CREATE TABLE thing (id int PRIMARY KEY)",
                                "CREATE TABLE owned (id int PRIMARY KEY)",
                                "CREATE TABLE of_clerk (id int PRIMARY KEY)",
                                "CREATE TABLE of_columns (id int PRIMARY KEY)",
                                "GRANT SELECT ON thing TO {user}")))
                .rootCause()
                .message()
                .contains(
                        "row security does not hold for it",
                        "it may make itself a member of other roles",
                        "it may become the superuser postgres",
                        "it has all that the role unsafe_user may do, without taking that role",
                        "it has all that the role unsafe_clerk may do, without taking that role",
                        "it has all that the role pg_read_all_data may do, without taking that role",
                        "it owns unsafe.owned",
                        "it may use unsafe.of_columns itself",
                        "it may use unsafe.thing itself");
    }
}
