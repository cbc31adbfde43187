package dev.pgweir.web.stream;

import dev.pgweir.resources.request.PlanForm;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Reads whether a client wants the plan of its query, by PostgREST's media types, as in
 * {@code application/vnd.pgrst.plan+json; options=analyze|buffers}.
 */
public final class PlanForms {

    private static final String JSON = "vnd.pgrst.plan+json";
    private static final Set<String> SUBTYPES = Set.of("vnd.pgrst.plan", "vnd.pgrst.plan+text", JSON);

    private PlanForms() {}

    /** The form of the plan, where one is wanted. */
    public static Optional<PlanForm> of(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
                .filter(accept -> accept.contains("vnd.pgrst.plan"))
                .flatMap(accept -> types(accept).stream())
                .filter(type -> SUBTYPES.contains(type.getSubtype()))
                .findFirst()
                .map(type -> new PlanForm(type.getSubtype().equals(JSON), options(type)));
    }

    /** What is no media type is refused as such, whatever it contains. */
    private static List<MediaType> types(String accept) {
        try {
            return MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException _) {
            return List.of();
        }
    }

    private static Set<String> options(MediaType type) {
        var words = new HashSet<String>();
        Stream.ofNullable(type.getParameter("options"))
                .flatMap(options -> Stream.of(options.replace("\"", "").split("\\|", -1)))
                .map(option -> option.strip().toUpperCase(Locale.ROOT))
                .filter(PlanForm.OPTIONS::contains)
                .forEach(words::add);
        return words;
    }

    /** The content type of a plan. */
    public static String contentType(PlanForm form) {
        return "application/vnd.pgrst.plan+%s;charset=utf-8".formatted(form.json() ? "json" : "text");
    }
}
