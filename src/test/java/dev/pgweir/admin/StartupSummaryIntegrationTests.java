package dev.pgweir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartupSummaryIntegrationTests {

    @Test
    void namesTheGatewayTheNodesAndTwoRequests(CapturedOutput output) {
        var arguments = new ArrayList<String>();
        TestCluster.shared().register((name, value) -> arguments.add("--" + name + "=" + value.get()));
        arguments.add("--server.port=0");
        arguments.add("--server.servlet.context-path=/data");

        try (var context = new SpringApplicationBuilder(AdminApplication.class).run(arguments.toArray(String[]::new))) {
            var gateway = "http://localhost:%s/data"
                    .formatted(context.getEnvironment().getRequiredProperty("local.server.port"));
            var replica = TestCluster.shared().node("replica-2").address();
            assertThat(output)
                    .contains(gateway + "\n")
                    .contains(gateway + "/swagger-ui.html\n")
                    .contains("Listens on  ")
                    .containsPattern(
                            "replica-2 +replica +psql \"host=127\\.0\\.0\\.1 port=%d dbname=pgweir user=pgweir\""
                                    .formatted(replica.port()))
                    .contains("curl -i '" + gateway + "/sales?order=order_date.desc&limit=5'")
                    .contains("curl -i " + gateway + "/sales -H");
        }
    }
}
