package dev.pgweir.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The frame of the OpenAPI document: what the service is, and that it lives where the document was read. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String DESCRIPTION = """
            A REST data-access gateway for horizontally scaled PostgreSQL: each table is a resource, reads are served by
            replicas and writes by the primary. Every error is an `application/problem+json`.""";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI(SpecVersion.V31)
                .info(new Info()
                        .title("Pgweir")
                        .version("v1")
                        .description(DESCRIPTION)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")));
    }
}
