package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.roles.RoleReader;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.postgres.PrimaryFirst;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;

@ExtendWith(OutputCaptureExtension.class)
class CurrentCatalogIntegrationTests {

    private final TestCluster cluster = TestCluster.shared();
    private final List<Object> events = new ArrayList<>();
    private final DataSource primary = dataSource(cluster.node("primary"));
    private final DataSource replica = dataSource(cluster.node("replica-1"));
    private final DataSource nowhere = new DriverManagerDataSource("jdbc:postgresql://localhost:1/none");

    @BeforeEach
    void createSchema() {
        cluster.execute(
                "CREATE SCHEMA changing",
                "CREATE TABLE changing.first (id integer)",
                "GRANT USAGE ON SCHEMA changing TO PUBLIC",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA changing GRANT ALL ON TABLES TO PUBLIC",
                "GRANT ALL ON ALL TABLES IN SCHEMA changing TO PUBLIC");
    }

    @AfterEach
    void dropSchema() {
        cluster.execute("DROP SCHEMA changing CASCADE");
    }

    @Test
    void knowsNothingBeforeTheFirstReading() {
        assertThat(catalogs(primary, replica, "changing").current()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void publishesTheFirstReadingAndEachChange() {
        CurrentCatalog catalogs = catalogs(primary, replica, "changing");
        Catalog first = catalogs.refresh();
        assertThat(first.tables()).containsOnlyKeys("first");
        assertThat(catalogs.refresh()).isEqualTo(first);
        assertThat(events).containsExactly(new CatalogChanged(first));

        cluster.execute("ALTER TABLE changing.first ADD note text");
        Catalog second = catalogs.refresh();
        assertThat(second.table("first").flatMap(table -> table.column("note"))).isPresent();
        assertThat(catalogs.current()).contains(second);
        assertThat(events).containsExactly(new CatalogChanged(first), new CatalogChanged(second));
    }

    @Test
    void readsFromAReplicaWhereThePrimaryDoesNotAnswer() {
        cluster.awaitReplay();
        assertThat(catalogs(nowhere, replica, "changing").refresh().tables()).containsOnlyKeys("first");
    }

    @Test
    void readsOnThePrimaryWhereItAnswers() {
        assertThat(catalogs(primary, nowhere, "changing").refresh().tables()).containsOnlyKeys("first");
    }

    @Test
    void failsAndKeepsWhatItHasWhereNoNodeAnswers() {
        CurrentCatalog catalogs = catalogs(nowhere, nowhere, "changing");
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(catalogs::refresh);
        assertThat(catalogs.current()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void leavesOutWhatCannotBeServedAndSaysSoOnce(CapturedOutput output) {
        cluster.execute(
                "CREATE TABLE changing.admin (id integer)",
                "CREATE TABLE changing.\"a/{b}\" (id integer)",
                "CREATE TABLE changing.\"..\" (id integer)",
                "CREATE UNLOGGED TABLE changing.fleeting (id integer)");
        CurrentCatalog catalogs = catalogs(primary, replica, "changing");
        catalogs.refresh();
        assertThat(catalogs.refresh().tables()).containsOnlyKeys("first");
        assertThat(output.getOut())
                .containsOnlyOnce("Table changing.admin is not served")
                .containsOnlyOnce("Table changing.a/{b} is not served")
                .containsOnlyOnce("Table changing... is not served")
                .containsOnlyOnce("Table changing.fleeting is not served");
    }

    @Test
    void saysWhatToDoAboutAMissingSchemaAndGoesOn(CapturedOutput output) {
        CurrentCatalog catalogs = catalogs(primary, replica, "missing");
        assertThat(catalogs.refresh().tables()).isEmpty();
        assertThat(output.getOut()).contains("There is no schema \"missing\"", "pgweir.schema");
    }

    private CurrentCatalog catalogs(DataSource primary, DataSource replica, String schema) {
        LazyConnectionDataSourceProxy routed = new LazyConnectionDataSourceProxy();
        routed.setTargetDataSource(primary);
        routed.setReadOnlyDataSource(replica);
        routed.setDefaultAutoCommit(true);
        routed.setDefaultTransactionIsolation(2);
        CatalogProperties properties =
                new CatalogProperties(schema, Set.of(), new CatalogProperties.Reading(Duration.ofSeconds(30)));
        return new CurrentCatalog(
                new CatalogReader(JdbcClient.create(routed), properties, FunctionsProperties.AS_DECLARED),
                new RoleReader(JdbcClient.create(routed), new StandardEnvironment()),
                new ViewReader(JdbcClient.create(routed), properties),
                new PrimaryFirst(new JdbcTransactionManager(routed)),
                events::add,
                new SimpleMeterRegistry());
    }

    private static DataSource dataSource(NodeDefinition node) {
        return new DriverManagerDataSource(
                node.url(), node.credentials().username(), node.credentials().password());
    }
}
