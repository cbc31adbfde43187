package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Table;
import dev.pgweir.embedded.TestCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The schema of {@code everything.sql}, and what a role with few privileges reads of it. */
final class EverythingSchema implements BeforeAllCallback, AfterAllCallback {

    private final TestCluster cluster = TestCluster.shared();
    private Catalog catalog = Catalog.of(List.of());

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        execute("CREATE ROLE catalog_tests LOGIN PASSWORD 'catalog_tests'");
        try (Connection connection = cluster.connect("primary")) {
            ScriptUtils.executeSqlScript(
                    connection,
                    new EncodedResource(new ClassPathResource("everything.sql", EverythingSchema.class), "UTF-8"));
        }
        catalog = Catalog.of(reader("everything").tables(List.of()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        execute(
                "DROP FOREIGN DATA WRAPPER nowhere CASCADE",
                "DROP SCHEMA everything CASCADE",
                "DROP ROLE catalog_tests");
    }

    CatalogReader reader(String schema) {
        DriverManagerDataSource asRole =
                new DriverManagerDataSource(cluster.node("primary").url(), "catalog_tests", "catalog_tests");
        CatalogProperties properties =
                new CatalogProperties(schema, Set.of(), new CatalogProperties.Reading(Duration.ofSeconds(30)));
        return new CatalogReader(JdbcClient.create(asRole), properties, FunctionsProperties.AS_DECLARED);
    }

    Catalog catalog() {
        return catalog;
    }

    Table table(String name) {
        return catalog.table(name).orElseThrow();
    }

    void execute(String... sql) {
        cluster.execute(sql);
    }
}
