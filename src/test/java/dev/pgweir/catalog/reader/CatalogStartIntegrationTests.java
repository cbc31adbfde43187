package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.roles.RoleReader;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.postgres.PrimaryFirst;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

@ExtendWith(OutputCaptureExtension.class)
class CatalogStartIntegrationTests {

    private final TestCluster cluster = TestCluster.shared();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class))
            .withUserConfiguration(Gateway.class)
            .withBean(SimpleMeterRegistry.class)
            .withPropertyValues("pgweir.catalog.refresh-interval=100ms");

    @Test
    void knowsTheCatalogWhenTheContextHasStarted() {
        runner.withPropertyValues(dataSource(cluster.node("primary")))
                .run(context -> assertThat(
                                context.getBean(Catalogs.class).current().flatMap(catalog -> catalog.table("sales")))
                        .isPresent());
    }

    @Test
    void noticesANewTableByItself() {
        cluster.execute("CREATE SCHEMA noticing", "GRANT USAGE ON SCHEMA noticing TO PUBLIC");
        runner.withPropertyValues(dataSource(cluster.node("primary")))
                .withPropertyValues("pgweir.schema=noticing")
                .run(context -> {
                    cluster.execute("CREATE TABLE noticing.noticed ()", "GRANT SELECT ON noticing.noticed TO PUBLIC");
                    await().until(() -> context.getBean(Gateway.class).knows("noticed"));
                    cluster.execute("DROP SCHEMA noticing CASCADE");
                    await().until(() -> !context.getBean(Gateway.class).knows("noticed"));
                });
    }

    @Test
    void startsWithoutADatabase(CapturedOutput output) {
        runner.withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/none")
                .withPropertyValues("spring.datasource.hikari.connection-timeout=250")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Catalogs.class).current()).isEmpty();
                });
        assertThat(output.getOut()).contains("The catalog could not be read", "Connection refused");
        assertThat(output.getOut()).doesNotContain("pg_catalog");
    }

    private static String[] dataSource(NodeDefinition node) {
        return new String[] {
            "spring.datasource.url=" + node.url(),
            "spring.datasource.username=" + node.credentials().username(),
            "spring.datasource.password=" + node.credentials().password(),
            "spring.datasource.hikari.maximum-pool-size=2"
        };
    }

    @Import({
        CatalogReader.class,
        RoleReader.class,
        ViewReader.class,
        CurrentCatalog.class,
        CatalogRefresher.class,
        PrimaryFirst.class
    })
    @EnableConfigurationProperties({CatalogProperties.class, FunctionsProperties.class})
    static class Gateway {

        private volatile CatalogChanged newest = new CatalogChanged(Catalog.of(List.of()));

        @EventListener
        void changed(CatalogChanged event) {
            newest = event;
        }

        boolean knows(String table) {
            return newest.catalog().table(table).isPresent();
        }
    }
}
