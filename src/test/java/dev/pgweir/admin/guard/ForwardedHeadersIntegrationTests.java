package dev.pgweir.admin.guard;

import dev.pgweir.admin.AdminApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

/** With each of Spring Boot's ways to treat a proxy's headers, two of which put an address from a header in place. */
class ForwardedHeadersIntegrationTests {

    @ParameterizedTest
    @CsvSource({"none, 200", "framework, 200", "native, 403"})
    void letsOnlyDirectRequestsFromThisMachineChangeSomething(String strategy, int direct) {
        try (var context = start(strategy)) {
            var gateway = RestTestClient.bindToServer()
                    .baseUrl("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"))
                    .build();

            gateway.post()
                    .uri("/admin/catalog/refresh")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(direct);
            for (var address : new String[] {"127.0.0.1", "203.0.113.9"}) {
                gateway.post()
                        .uri("/admin/catalog/refresh")
                        .header("X-Forwarded-For", address)
                        .exchange()
                        .expectStatus()
                        .isForbidden();
                gateway.get()
                        .uri("/admin/cluster")
                        .header("X-Forwarded-For", address)
                        .exchange()
                        .expectStatus()
                        .isOk();
            }
        }
    }

    private static ConfigurableApplicationContext start(String strategy) {
        return new SpringApplicationBuilder(AdminApplication.class)
                .run(
                        "--server.port=0",
                        "--server.forward-headers-strategy=" + strategy,
                        "--pgweir.cluster.username=test",
                        "--pgweir.cluster.nodes[0].name=db1",
                        "--pgweir.cluster.nodes[0].url=jdbc:postgresql://127.0.0.1:1/test");
    }
}
