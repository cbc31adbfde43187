package dev.pgweir.web.limit;

import dev.pgweir.limits.Cost;
import dev.pgweir.web.header.Preferences;
import dev.pgweir.web.stream.Representation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** Tells what a request costs by its first lines alone, before anything is looked up for it. Pure. */
final class Costs {

    private static final String FUNCTIONS = "/rpc/";
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final Set<String> READING = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    private Costs() {}

    static Cost of(HttpServletRequest request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS.name())) {
            return Cost.ITEM;
        }
        var reads = READING.contains(request.getMethod());
        var path = request.getRequestURI();
        if (path.startsWith(FUNCTIONS)) {
            return ofRows(request, Cost.FUNCTION);
        }
        if (!reads) {
            return isImported(request) ? Cost.STREAM : Cost.WRITE;
        }
        return path.indexOf('/', 1) >= 0 ? Cost.ITEM : ofRows(request, Cost.LIST);
    }

    private static Cost ofRows(HttpServletRequest request, Cost plain) {
        if (isExported(request)) {
            return Cost.STREAM;
        }
        return isCounted(request) ? Cost.EXACT_COUNT : plain;
    }

    /** What a client likes best is only worth finding out where it takes rows in such a form at all. */
    private static boolean isExported(HttpServletRequest request) {
        var named = Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
                .map(accept -> accept.toLowerCase(Locale.ROOT))
                .anyMatch(accept -> accept.contains("text/") || accept.contains(NDJSON));
        if (!named) {
            return false;
        }
        try {
            return switch (Representation.ofRows(request)) {
                case CSV, NDJSON -> true;
                case JSON, OBJECT, STRIPPED, STRIPPED_OBJECT -> false;
            };
        } catch (HttpMediaTypeNotAcceptableException refusedLater) {
            return false;
        }
    }

    private static boolean isImported(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null
                && request.getMethod().equals(HttpMethod.POST.name())
                && (type.regionMatches(true, 0, CSV, 0, CSV.length())
                        || type.regionMatches(true, 0, NDJSON, 0, NDJSON.length()));
    }

    private static boolean isCounted(HttpServletRequest request) {
        return Preferences.value(request, "count").filter("exact"::equals).isPresent();
    }
}
