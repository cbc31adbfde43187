package dev.pgweir.admin;

import static dev.pgweir.admin.TestTables.ALL;
import static dev.pgweir.admin.TestTables.catalog;
import static dev.pgweir.admin.TestTables.identity;
import static dev.pgweir.admin.TestTables.partitioned;
import static dev.pgweir.admin.TestTables.required;
import static dev.pgweir.admin.TestTables.table;
import static org.mockito.Mockito.mock;

import dev.pgweir.access.AccessFindings;
import dev.pgweir.access.apikey.ApiKeys;
import dev.pgweir.access.caller.Operators;
import dev.pgweir.access.revocation.Revocations;
import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.lifecycle.LifeCycle;
import dev.pgweir.lifecycle.doctor.Doctor;
import dev.pgweir.routing.NodeTraffic;
import dev.pgweir.routing.NodeTraffic.Pool;
import dev.pgweir.routing.NodeTraffic.Transactions;
import dev.pgweir.routing.RouteReport;
import dev.pgweir.routing.RouteReport.Candidate;
import dev.pgweir.routing.RouteReport.Explanation;
import dev.pgweir.routing.TrafficReport;
import dev.pgweir.routing.WriteHold;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The admin module on a real monitor, with a made-up catalog and made-up traffic. */
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@ComponentScan(basePackages = {"dev.pgweir.admin", "dev.pgweir.cluster"})
@ConfigurationPropertiesScan({"dev.pgweir.admin", "dev.pgweir.cluster"})
public class AdminApplication {

    @Bean
    AccessFindings access() {
        return new AccessFindings() {
            @Override
            public List<String> roles() {
                return List.of("web_anon");
            }

            @Override
            public List<Finding> find() {
                return List.of();
            }
        };
    }

    @Bean
    TrafficReport traffic() {
        return () -> List.of(
                new NodeTraffic("replica-1", new Transactions(12, 0, 1, 450, "closed"), new Pool(3, 17, 2, 20, 1)));
    }

    @Bean
    RouteReport routes() {
        return readOnly -> new Explanation(
                Optional.empty(),
                Optional.of(readOnly ? "no node can be read from" : "there is no primary to write to"),
                List.of(new Candidate("replica-1", List.of("it is a replica"))));
    }

    @Bean
    WriteHold noWrites() {
        return _ -> () -> {};
    }

    /** There are none that show who they are. */
    @Bean
    Operators operators() {
        return mock();
    }

    @Bean
    ApiKeys apiKeys() {
        return mock();
    }

    @Bean
    Revocations revocations() {
        return mock();
    }

    @Bean
    LifeCycle lifeCycle() {
        return mock();
    }

    @Bean
    Doctor doctor() {
        return mock();
    }

    @Bean
    Catalogs catalogs() {
        return new GrowingCatalogs();
    }

    /** Has one table at first, and another one after a refresh. */
    private static final class GrowingCatalogs implements Catalogs {

        private Catalog current =
                catalog(partitioned("sales", "order_date", identity("order_id"), required("order_date", "date")));

        @Override
        public List<String> schemas() {
            return List.of("public");
        }

        @Override
        public Optional<Catalog> current() {
            return Optional.of(current);
        }

        @Override
        public Catalog refresh() {
            var sales = current.table("sales").orElseThrow();
            current = catalog(sales, table("users", ALL, identity("user_id")));
            return current;
        }
    }
}
