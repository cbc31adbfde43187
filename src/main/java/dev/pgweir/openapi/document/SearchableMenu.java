package dev.pgweir.openapi.document;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** Adds a search box to Swagger UI's drop-down list of documents, which may hold a thousand. */
@Component
@ConditionalOnProperty(
        name = {"springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled"},
        matchIfMissing = true)
class SearchableMenu extends SwaggerIndexPageTransformer {

    private static final String INITIALIZER = "swagger-initializer.js";

    SearchableMenu(
            SwaggerUiConfigProperties page,
            SwaggerUiOAuthProperties authorization,
            SwaggerWelcomeCommon welcome,
            ObjectMapperProvider mappers) {
        super(page, authorization, welcome, mappers);
    }

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        var page = super.transform(request, resource, chain);
        if (!INITIALIZER.equals(resource.getFilename())) {
            return page;
        }
        var script = new ByteArrayOutputStream();
        script.writeBytes(page.getContentAsByteArray());
        script.writeBytes(new ClassPathResource("document-search.js", SearchableMenu.class).getContentAsByteArray());
        return new TransformedResource(resource, script.toByteArray());
    }
}
