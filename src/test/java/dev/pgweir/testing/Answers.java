package dev.pgweir.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the gateway answers. Numbers keep every digit. */
public final class Answers {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Answers() {}

    /** The body as JSON. */
    public static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    /** The text as JSON. */
    public static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** The rows of a page, after making sure that it is one. */
    public static List<JsonNode> rows(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return List.copyOf(json(answer).values());
    }

    /** Path and query of the page after this one. */
    public static Optional<String> next(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Link")
                .flatMap(link -> NEXT.matcher(link).results().findFirst())
                .map((MatchResult match) -> match.group(1));
    }

    /** The rows of a page and of all that follow it. */
    public static List<JsonNode> follow(Gateway gateway, String firstPage) {
        List<JsonNode> rows = new ArrayList<>();
        for (var page = Optional.of(firstPage); page.isPresent(); ) {
            var answer = gateway.get(page.get());
            rows.addAll(rows(answer));
            page = next(answer);
        }
        return rows;
    }

    /** The problem, after making sure that it is this one and has the members that every problem has. */
    public static JsonNode problem(HttpResponse<String> answer, int status, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).isEqualTo("urn:pgweir:problem:" + word);
        assertThat(problem.path("code").asString()).isNotBlank();
        assertThat(problem.path("message").asString()).isNotBlank();
        assertThat(problem.has("details") && problem.has("hint"))
                .as(answer.body())
                .isTrue();
        return problem;
    }
}
