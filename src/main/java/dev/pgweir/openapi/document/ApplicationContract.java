package dev.pgweir.openapi.document;

import io.swagger.v3.oas.models.OpenAPI;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.webmvc.api.OpenApiResource;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What the controllers of the application serve that are no resources, as springdoc reads it from them. It is read once,
 * and nobody may change it. Thread-safe.
 */
@Component
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class ApplicationContract extends OpenApiResource {

    ApplicationContract(
            ObjectFactory<OpenAPIService> builders,
            AbstractRequestService requests,
            GenericResponseService responses,
            OperationService operations,
            SpringDocConfigProperties properties,
            SpringDocProviders providers,
            SpringDocCustomizers customizers) {
        super(builders, requests, responses, operations, properties, providers, customizers);
    }

    OpenAPI read() {
        initOpenAPIBuilder(Locale.ROOT);
        return getOpenApi("", Locale.ROOT);
    }

    @Override
    protected String getServerUrl(HttpServletRequest request, String path) {
        return "";
    }
}
