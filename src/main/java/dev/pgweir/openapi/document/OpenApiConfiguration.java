package dev.pgweir.openapi.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.openapi.ResourceContract;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;

/** The frame of the OpenAPI document: what the service is, and that it lives where the document was read. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String TOKEN = "token";

    @Bean
    OpenAPI openApi(Environment environment) throws IOException {
        var description = new ClassPathResource("description.md", OpenApiConfiguration.class).getContentAsString(UTF_8);
        var document = new OpenAPI(SpecVersion.V31)
                .info(new Info()
                        .title("Pgweir")
                        .version("v1")
                        .description(description.strip())
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")));
        var access = AccessProperties.of(environment);
        if (access.tellsCallersApart()) {
            document.components(new Components()
                    .addSecuritySchemes(
                            TOKEN,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("bearer")
                                    .bearerFormat("JWT")
                                    .description("A token of one of the issuers that the gateway knows.")));
            // Without a token a caller is anonymous, where that is allowed.
            if (access.anonymousRole().isPresent()) {
                document.addSecurityItem(new SecurityRequirement());
            }
            document.addSecurityItem(new SecurityRequirement().addList(TOKEN));
        }
        return document;
    }

    /** Any request may be refused, those of operators too. */
    @Bean
    GlobalOpenApiCustomizer refusals() {
        return ResourceContract::addRefusals;
    }
}
