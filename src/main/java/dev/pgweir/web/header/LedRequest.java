package dev.pgweir.web.header;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import dev.pgweir.catalog.Catalogs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** A request under the path of a resource or function of a further schema: with that and a dot before the name. */
final class LedRequest extends HttpServletRequestWrapper {

    private static final String FUNCTIONS = "/rpc/";

    private final String prefix;

    private LedRequest(HttpServletRequest request, String prefix) {
        super(request);
        this.prefix = prefix;
    }

    /** A request that names a schema; empty where its path is none of a table or function. */
    static Optional<HttpServletRequest> to(String schema, HttpServletRequest request, Catalogs catalogs) {
        var path = requireNonNullElse(request.getPathInfo(), request.getServletPath());
        var end = path.indexOf('/', 1);
        var name = path.isEmpty() ? path : path.substring(1, end < 0 ? path.length() : end);
        var ofSchema = path.startsWith(FUNCTIONS)
                || catalogs.current()
                        .filter(catalog -> catalog.table(name).isPresent()
                                || catalog.table(schema, name).isPresent())
                        .isPresent();
        return ofSchema ? Optional.of(new LedRequest(request, schema + ".")) : Optional.empty();
    }

    private String led(String path, String with) {
        var start = path.startsWith(FUNCTIONS) ? FUNCTIONS.length() : 1;
        return path.substring(0, start) + with + path.substring(start);
    }

    @Override
    public String getRequestURI() {
        return led(super.getRequestURI(), UriUtils.encodePathSegment(prefix, UTF_8));
    }

    @Override
    public StringBuffer getRequestURL() {
        var url = super.getRequestURL();
        var path = super.getRequestURI();
        return url.replace(url.length() - path.length(), url.length(), getRequestURI());
    }

    @Override
    public String getServletPath() {
        var path = super.getServletPath();
        return path.isEmpty() ? path : led(path, prefix);
    }

    @Override
    public @Nullable String getPathInfo() {
        var path = super.getPathInfo();
        return path == null ? null : led(path, prefix);
    }
}
