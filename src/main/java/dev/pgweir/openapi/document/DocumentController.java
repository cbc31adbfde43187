package dev.pgweir.openapi.document;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Serves the OpenAPI documents, as gzip to those who take it, and not again to those who have them. */
@Hidden
@RestController
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class DocumentController {

    static final String JSON = "/v3/api-docs";
    private static final String YAML = "/v3/api-docs.yaml";

    /** Without a weight, or with one above 0. */
    private static final Pattern TAKES_GZIP = Pattern.compile("(?i).*\\bgzip\\s*(,.*|;\\s*q=(1|0\\.0*[1-9]).*)?");

    private final ContractDocuments documents;

    DocumentController(ContractDocuments documents) {
        this.documents = documents;
    }

    @GetMapping(JSON)
    ResponseEntity<byte[]> json(HttpServletRequest request) {
        return answer(request, documents.ofAll(DocumentForm.JSON), DocumentForm.JSON);
    }

    @GetMapping(YAML)
    ResponseEntity<byte[]> yaml(HttpServletRequest request) {
        return answer(request, documents.ofAll(DocumentForm.YAML), DocumentForm.YAML);
    }

    @GetMapping(JSON + "/{resource}")
    ResponseEntity<byte[]> jsonOf(@PathVariable String resource, HttpServletRequest request)
            throws NoResourceFoundException {
        return answer(request, resource, DocumentForm.JSON);
    }

    @GetMapping(YAML + "/{resource}")
    ResponseEntity<byte[]> yamlOf(@PathVariable String resource, HttpServletRequest request)
            throws NoResourceFoundException {
        return answer(request, resource, DocumentForm.YAML);
    }

    private ResponseEntity<byte[]> answer(HttpServletRequest request, String resource, DocumentForm form)
            throws NoResourceFoundException {
        var document = documents.of(resource, form);
        if (document.isEmpty()) {
            throw new NoResourceFoundException(HttpMethod.GET, request.getRequestURI(), resource);
        }
        return answer(request, document.get(), form);
    }

    private static ResponseEntity<byte[]> answer(HttpServletRequest request, Document document, DocumentForm form) {
        var asGzip = takesGzip(request);
        var answer = ResponseEntity.ok()
                .contentType(form.mediaType())
                .eTag(document.tag(asGzip))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT_ENCODING);
        if (asGzip) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.body(document.bytes(asGzip));
    }

    private static boolean takesGzip(HttpServletRequest request) {
        var accepted = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)));
        return TAKES_GZIP.matcher(accepted).matches();
    }
}
