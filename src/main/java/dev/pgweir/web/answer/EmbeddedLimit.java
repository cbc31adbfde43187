package dev.pgweir.web.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.pgweir.resources.json.FullLists.Full;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.util.UriUtils;

/**
 * Tells in a header of the embedded lists that may not be whole, as in {@code "orders.lines";limit=1000;full=3}: a list of RFC 9651, whose
 * strings are of ASCII, so that other letters of names are percent-encoded.
 */
public final class EmbeddedLimit {

    private static final String HEADER = "Embedded-Limit";

    private EmbeddedLimit() {}

    /** Sets the header, unless there are none. */
    public static void tell(Map<String, Full> lists, HttpServletResponse response) {
        if (!lists.isEmpty()) {
            var members = new TreeMap<>(lists).entrySet().stream().map(list -> member(list.getKey(), list.getValue()));
            response.setHeader(HEADER, members.collect(joining(", ")));
        }
    }

    private static String member(String path, Full full) {
        return "\"%s\";limit=%d;full=%d".formatted(UriUtils.encode(path, UTF_8), full.limit(), full.lists());
    }
}
