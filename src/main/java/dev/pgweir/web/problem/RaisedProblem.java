package dev.pgweir.web.problem;

import static dev.pgweir.web.problem.Causes.caused;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what a function or trigger of the database raised on purpose, in its own words. {@code PTxyz} is status xyz, and
 * {@code PGRST} has JSON for the members, the status and the headers of the answer, both as PostgREST reads them; all else is
 * a bad request. Pure.
 */
final class RaisedProblem {

    private static final Pattern STATUS = Pattern.compile("PT[2-5]\\d\\d");
    /** Headers that say where an answer ends, and how it is written (RFC 9110, section 7.6.1, and RFC 9112, section 6). */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final JsonMapper JSON = new JsonMapper();

    private RaisedProblem() {}

    static Problem of(ServerFailure failure) {
        if (failure.is("PGRST")) {
            return described(failure);
        }
        return caused(Problem.of(status(failure), "raised", failure.message()), failure);
    }

    /** A login that a function refuses is forbidden, as it is for PostgREST. */
    private static HttpStatusCode status(ServerFailure failure) {
        if (STATUS.matcher(failure.state()).matches()) {
            return HttpStatusCode.valueOf(Integer.parseInt(failure.state().substring(2)));
        }
        return failure.isOfClass("28") ? HttpStatus.FORBIDDEN : HttpStatus.BAD_REQUEST;
    }

    private static Problem described(ServerFailure failure) {
        try {
            var members = JSON.readTree(failure.message());
            var answer = JSON.readTree(failure.detail().orElse("{}"));
            var problem = Problem.of(
                    HttpStatusCode.valueOf(answer.required("status").asInt()),
                    "raised",
                    members.required("message").asString());
            caused(problem, failure).code(members.required("code").asString());
            text(members, "details").ifPresent(problem::details);
            text(members, "hint").ifPresent(problem::hint);
            answer.path("headers").forEachEntry((name, value) -> {
                if (!OF_THE_SERVER.contains(name.toLowerCase(Locale.ROOT))) {
                    problem.header(name, value.asString());
                }
            });
            return problem;
        } catch (JacksonException | IllegalArgumentException malformed) {
            return caused(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "database-error", failure.message()), failure)
                    .hint("PGRST wants JSON: code and message in MESSAGE, status in DETAIL.");
        }
    }

    private static Optional<String> text(JsonNode members, String name) {
        return Optional.of(members.path(name)).filter(JsonNode::isString).map(JsonNode::asString);
    }
}
