package dev.pgweir.openapi.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.openapi.ResourceContract;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** The frame of the OpenAPI document: what the service is, and that it lives where the document was read. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    OpenAPI openApi() throws IOException {
        var description = new ClassPathResource("description.md", OpenApiConfiguration.class).getContentAsString(UTF_8);
        return new OpenAPI(SpecVersion.V31)
                .info(new Info()
                        .title("Pgweir")
                        .version("v1")
                        .description(description.strip())
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")));
    }

    /** Any request may be refused, those of operators too. */
    @Bean
    GlobalOpenApiCustomizer refusals() {
        return ResourceContract::addRefusals;
    }
}
