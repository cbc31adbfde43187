package dev.pgweir.containers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.BadSqlGrammarException;

/** Runs the scripts that {@code docker-compose.yml} mounts against real servers, as its containers do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "dev.pgweir.containers.PostgresPrograms#areInstalled",
        disabledReason =
                "NOT TESTED: no PostgreSQL server with pg_basebackup here; on Debian: apt-get install postgresql")
class ReplicaEntrypointIntegrationTests {

    private static final Path SCRIPTS = Path.of("docker").toAbsolutePath();
    private static final Path SAMPLE_TABLES =
            Path.of("src/main/resources/dev/pgweir/embedded/sample-tables.sql").toAbsolutePath();
    private static final String GATEWAY_PASSWORD = "the gateway's own";
    private static final String REPLICATION_PASSWORD = "the replicas' own";

    private final PostgresPrograms programs = PostgresPrograms.installed().orElseThrow();

    @AutoClose
    private RunningServer primary;

    @BeforeAll
    void startPrimary(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("password"), "postgres");
        run(folder, Map.of(), "initdb --no-sync --wal-segsize 1 -U postgres --pwfile password -D data");
        // What the image writes, and nothing that would let a replica in before the script does.
        Files.writeString(folder.resolve("data/pg_hba.conf"), "local all all trust\nhost all all all scram-sha-256\n");
        primary = RunningServer.start(programs, folder, Map.of("PGDATA", folder + "/data"), "postgres");
        var environment = Map.ofEntries(
                entry("SCRIPTS", SCRIPTS.toString()),
                entry("TABLES", SAMPLE_TABLES.toString()),
                entry("PGHOST", folder.toString()),
                entry("PGPORT", "" + primary.port()),
                entry("PGDATA", folder + "/data"),
                entry("POSTGRES_USER", "postgres"),
                entry("POSTGRES_DB", "postgres"),
                entry("REPLICATION_PASSWORD", REPLICATION_PASSWORD),
                entry("GATEWAY_PASSWORD", GATEWAY_PASSWORD));
        run(folder, environment, "\"$SCRIPTS/primary-init.sh\"");
        run(folder, environment, "psql -U postgres -v ON_ERROR_STOP=1 -f \"$TABLES\" -f \"$SCRIPTS/sample-rows.sql\"");
    }

    @Test
    void replicaFollowsThePrimary(@TempDir Path folder) throws Exception {
        try (var replica = startReplica(folder, "follower")) {
            assertThat(isTrue(replica, "SELECT pg_is_in_recovery()")).isTrue();
            await().until(() -> isTrue(primary, """
                    SELECT count(*) = 1 FROM pg_replication_slots AS slot
                    JOIN pg_stat_replication AS sender ON sender.pid = slot.active_pid
                    WHERE slot_name = 'follower' AND application_name = 'follower' AND state = 'streaming'"""));
            addUser("Ann");
            awaitUser(replica, "Ann");
        }
        var mark = Files.createFile(folder.resolve("data/mark"));
        addUser("Bob");
        try (var replica = startReplica(folder, "follower")) {
            awaitUser(replica, "Bob");
            assertThat(mark).as("the data directory was not copied anew").exists();
        }
    }

    @Test
    void replicaClearsHalfACopyAndUsesTheSlotItLeft(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("data.partial/base"));
        primary.as("postgres", "postgres")
                .sql("SELECT pg_create_physical_replication_slot('interrupted')")
                .query(String.class)
                .single();
        try (var replica = startReplica(folder, "interrupted")) {
            assertThat(isTrue(replica, "SELECT pg_is_in_recovery()")).isTrue();
            assertThat(folder.resolve("data.partial")).doesNotExist();
        }
    }

    @Test
    void replicaLeavesAFolderAloneThatHoldsSomethingElse(@TempDir Path folder) throws Exception {
        var stranger = Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve("letter"), "not a database");
        var process = programs.start(folder, replicaEnvironment(folder, "refused"), List.of(entrypoint()));
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(stranger).hasContent("not a database");
    }

    @Test
    void gatewayMayUseTheTablesAndNoMore() {
        var gateway = primary.as("pgweir", GATEWAY_PASSWORD);
        assertThat(gateway.sql("INSERT INTO sales (order_date, order_amount) VALUES ('2024-05-05', 1)")
                        .update())
                .isEqualTo(1);
        assertThat(gateway.sql("SELECT rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user")
                        .query(Boolean.class)
                        .single())
                .isFalse();
        assertThatThrownBy(() -> gateway.sql("CREATE TABLE mine ()").update())
                .isInstanceOf(BadSqlGrammarException.class)
                .hasRootCauseMessage("ERROR: permission denied for schema public\n  Position: 14");
    }

    private RunningServer startReplica(Path folder, String slot) throws IOException {
        return RunningServer.start(programs, folder, replicaEnvironment(folder, slot), entrypoint());
    }

    private Map<String, String> replicaEnvironment(Path folder, String slot) {
        return Map.ofEntries(
                entry("PGDATA", folder + "/data"),
                entry("PRIMARY_HOST", "127.0.0.1"),
                entry("PRIMARY_PORT", "" + primary.port()),
                entry("REPLICATION_SLOT", slot),
                entry("REPLICATION_PASSWORD", REPLICATION_PASSWORD));
    }

    private static String entrypoint() {
        return SCRIPTS.resolve("replica-entrypoint.sh").toString();
    }

    private void run(Path folder, Map<String, String> environment, String command) throws Exception {
        assertThat(programs.start(folder, environment, List.of("bash", "-c", command))
                        .waitFor())
                .as(() -> PostgresPrograms.output(folder))
                .isZero();
    }

    private void addUser(String name) {
        primary.as("pgweir", GATEWAY_PASSWORD)
                .sql("INSERT INTO users (name, email) VALUES (:name, :name)")
                .param("name", name)
                .update();
    }

    private static void awaitUser(RunningServer replica, String name) {
        await().until(() -> replica.as("pgweir", GATEWAY_PASSWORD)
                .sql("SELECT exists (SELECT FROM users WHERE name = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single());
    }

    private static boolean isTrue(RunningServer server, String sql) {
        return server.as("postgres", "postgres").sql(sql).query(Boolean.class).single();
    }
}
