package dev.pgweir.openapi.document;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.openapi.schema.DescribedResource;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Lists the resources at the root; to those who ask for it there, as clients of PostgREST do, it gives the OpenAPI document. */
@Hidden
@RestController
class RootController {

    private static final String OPENAPI = "application/openapi+json";

    private final Catalogs catalogs;
    private final ObjectProvider<DocumentController> documents;

    /**
     * A resource in the list.
     *
     * @param name its name
     * @param path where it is
     * @param document where its OpenAPI document is
     */
    record Entry(String name, String path, String document) {}

    RootController(Catalogs catalogs, ObjectProvider<DocumentController> documents) {
        this.catalogs = catalogs;
        this.documents = documents;
    }

    @GetMapping(
            path = "/",
            produces = {MediaType.APPLICATION_JSON_VALUE, OPENAPI})
    ResponseEntity<Object> root(HttpServletRequest request)
            throws NoResourceFoundException, HttpMediaTypeNotAcceptableException {
        var catalog = catalogs.ofCaller()
                .orElseThrow(() -> new NoResourceFoundException(HttpMethod.GET, request.getRequestURI(), ""));
        return wantsDocument(request) ? document(request) : ResponseEntity.ok(entries(catalog));
    }

    private static boolean wantsDocument(HttpServletRequest request) {
        var accepted = MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        return accepted.stream()
                .map(type -> type.getType() + "/" + type.getSubtype())
                .filter(type -> type.equals(OPENAPI) || type.equals(MediaType.APPLICATION_JSON_VALUE))
                .findFirst()
                .equals(Optional.of(OPENAPI));
    }

    private ResponseEntity<Object> document(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        var controller = documents.getIfAvailable();
        if (controller == null) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
        var answer = controller.json(request);
        return ResponseEntity.ok()
                .headers(answer.getHeaders())
                .contentType(MediaType.valueOf(OPENAPI))
                .body(answer.getBody());
    }

    private static List<Entry> entries(Catalog catalog) {
        return DescribedResource.of(catalog, List.of()).stream()
                .map(resource -> new Entry(resource.name(), resource.path(), DocumentController.JSON + resource.path()))
                .toList();
    }
}
