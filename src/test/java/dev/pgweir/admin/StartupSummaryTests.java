package dev.pgweir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.cluster.FixedCluster;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class StartupSummaryTests {

    @Test
    void saysWhatToDoWhereNothingIsServed(CapturedOutput output) {
        var environment =
                new MockEnvironment().withProperty("local.server.port", "8080").withProperty("pgweir.schema", "nosuch");

        new StartupSummary(new FixedCluster(), new NoTables(), environment).log();

        assertThat(output).contains("the schema \"nosuch\" holds no table", "Set pgweir.schema", "GRANT");
    }

    private static final class NoTables implements Catalogs {

        @Override
        public String schema() {
            return "public";
        }

        @Override
        public Optional<Catalog> current() {
            return Optional.of(refresh());
        }

        @Override
        public Catalog refresh() {
            return TestTables.catalog();
        }
    }
}
