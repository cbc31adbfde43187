package dev.pgweir.web.stream;

import static java.util.stream.Collectors.toSet;

import dev.pgweir.resources.request.PlanForm;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/**
 * Reads whether a client wants the plan of its query, by PostgREST's media types, as in
 * {@code application/vnd.pgrst.plan+json; options=analyze|buffers}. Its clients send parameters without values, and semicolons
 * behind the last, which no parser of media types takes.
 */
public final class PlanForms {

    private static final Pattern PLAN =
            Pattern.compile("application/vnd\\.pgrst\\.plan(\\+json|\\+text)?\\s*(;[^,]*)?(,|$)");
    private static final Pattern OPTIONS = Pattern.compile(";\\s*options=\"?([^;,\"]*)");

    private PlanForms() {}

    /** The form of the plan, where one is wanted. */
    public static Optional<PlanForm> of(HttpServletRequest request) {
        for (var accept : Collections.list(request.getHeaders(HttpHeaders.ACCEPT))) {
            var plan = PLAN.matcher(accept);
            if (plan.find()) {
                return Optional.of(new PlanForm("+json".equals(plan.group(1)), options(plan.group())));
            }
        }
        return Optional.empty();
    }

    private static Set<String> options(String type) {
        return OPTIONS.matcher(type)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("\\|", -1)))
                .map(option -> option.strip().toUpperCase(Locale.ROOT))
                .filter(PlanForm.OPTIONS::contains)
                .collect(toSet());
    }

    /** The content type of a plan. */
    public static String contentType(PlanForm form) {
        return "application/vnd.pgrst.plan+%s;charset=utf-8".formatted(form.json() ? "json" : "text");
    }
}
