package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.PgweirApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;

class BadConfigurationIntegrationTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pgweir.routing.pool-size=0",
                "pgweir.web.default-deadline=soon",
                "pgweir.partitions.tables.sales.life-cycle.interval=fortnight"
            })
    void startsNoServerWithAValueOutOfRange(String setting, @TempDir Path folder) {
        assertThatThrownBy(() -> SpringApplication.run(
                        PgweirApplication.class,
                        "--server.port=0",
                        "--pgweir.embedded.data-dir=" + folder,
                        "--" + setting))
                .rootCause()
                .isNotNull();
        assertThat(folder).isEmptyDirectory();
    }
}
