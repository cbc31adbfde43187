package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.pgweir.PgweirApplication;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class UnknownKeysIntegrationTests {

    @ParameterizedTest
    @CsvSource({
        "pgweir.clusters.nodes[0].url=jdbc:postgresql://db1/shop, did you mean pgweir.cluster.nodes[0].url?",
        "pgweir.cluster.nodes[0].name=db1, give each node the URL of its server"
    })
    void startNoSampleCluster(String argument, String advice, CapturedOutput output) {
        assertThatException()
                .isThrownBy(() -> new SpringApplicationBuilder(PgweirApplication.class)
                        .run("--server.port=0", "--" + argument)
                        .close());

        assertThat(output)
                .contains("APPLICATION FAILED TO START", advice, "Action:")
                .doesNotContain("Starting embedded PostgreSQL", "Tomcat started");
    }
}
