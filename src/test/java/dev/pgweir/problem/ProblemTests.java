package dev.pgweir.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

class ProblemTests {

    @Test
    void hasWhatProgramsPeopleAndClientsOfPostgrestRead() {
        var detail = Problem.of(HttpStatus.NOT_FOUND, "no-such-item", "there is no row 7")
                .toProblemDetail();

        assertThat(detail.getType()).hasToString("urn:pgweir:problem:no-such-item");
        assertThat(detail.getTitle()).isEqualTo("Not Found");
        assertThat(detail.getStatus()).isEqualTo(404);
        assertThat(detail.getDetail()).isEqualTo("there is no row 7");
        assertThat(detail.getProperties())
                .containsExactly(
                        entry("code", "no-such-item"),
                        entry("message", "there is no row 7"),
                        entry("details", null),
                        entry("hint", null));
    }

    @Test
    void takesMoreThanItNeeds() {
        var detail = Problem.of(HttpStatus.CONFLICT, "duplicate-key", "it exists")
                .code("23505")
                .details("Key (id)=(1) already exists.")
                .hint("merge it")
                .with("sqlstate", "23505")
                .error(Map.of("pointer", "/617"))
                .toProblemDetail();

        assertThat(detail.getProperties())
                .containsExactly(
                        entry("code", "23505"),
                        entry("message", "it exists"),
                        entry("details", "Key (id)=(1) already exists."),
                        entry("hint", "merge it"),
                        entry("sqlstate", "23505"),
                        entry("errors", List.of(Map.of("pointer", "/617", "detail", "it exists"))));
    }

    @Test
    void blamesNothingWhereThePlaceIsUnknown() {
        assertThat(problem(400).error(Map.of()).toProblemDetail().getProperties())
                .doesNotContainKey("errors");
    }

    @Test
    void isAnsweredWithItsStatusItsHeadersAndItsContentType() {
        var others = new HttpHeaders();
        others.set(HttpHeaders.ALLOW, "GET");

        var answer = problem(405).header("X-Price", "7").headers(others).toAnswer();

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(answer.getHeaders().toSingleValueMap())
                .containsOnly(
                        entry("X-Price", "7"),
                        entry("Allow", "GET"),
                        entry("Content-Type", MediaType.APPLICATION_PROBLEM_JSON_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "60000, 60"})
    void asksForARepeatAfterWholeSecondsAndNeverAtOnce(long millis, String seconds) {
        var answer = problem(503).retryAfter(Duration.ofMillis(millis)).toAnswer();

        assertThat(answer.getHeaders().get(HttpHeaders.RETRY_AFTER)).containsExactly(seconds);
    }

    @Test
    void asksForARepeatWhereItMayHelpOnly() {
        assertThat(problem(503).toAnswer().getHeaders().get(HttpHeaders.RETRY_AFTER))
                .containsExactly("1");
        assertThat(problem(504).toAnswer().getHeaders().get(HttpHeaders.RETRY_AFTER))
                .isNull();
    }

    @Test
    void travelsInAnExceptionAsItIs() {
        var refusal = problem(503).hint("wait").header("X-Price", "7");

        assertThat(refusal.toException().toAnswer()).isEqualTo(refusal.toAnswer());
        assertThat(refusal.toException().getHeaders().getFirst("X-Price")).isEqualTo("7");
        assertThat(refusal.toException().getStatusCode().value()).isEqualTo(503);
    }

    @Test
    void isWrittenAsJsonWithAllOfItsMembersInOrder() {
        var problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "check", "no \"ü\"")
                .hint("h")
                .error(Map.of("line", 3));

        assertThat(new String(problem.toJson(), UTF_8))
                .isEqualTo("{\"type\":\"urn:pgweir:problem:check\",\"title\":\"Unprocessable Content\",\"status\":422,"
                        + "\"detail\":\"no \\\"ü\\\"\",\"code\":\"check\",\"message\":\"no \\\"ü\\\"\",\"details\":null,"
                        + "\"hint\":\"h\",\"errors\":[{\"line\":3,\"detail\":\"no \\\"ü\\\"\"}]}");
    }

    /** What the server's valve answers, and what late requests are. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            400 | bad-request | the request could not be read | \
            {"type":"urn:pgweir:problem:bad-request","title":"Bad Request","status":400,\
            "detail":"the request could not be read","code":"bad-request",\
            "message":"the request could not be read","details":null,"hint":null}
            503 | overloaded | more requests come than can be served | \
            {"type":"urn:pgweir:problem:overloaded","title":"Service Unavailable","status":503,\
            "detail":"more requests come than can be served","code":"overloaded",\
            "message":"more requests come than can be served","details":null,"hint":null}
            """)
    void isWrittenTheSameOutsideOfSpringMvc(int status, String word, String message, String json) {
        var problem = Problem.of(HttpStatusCode.valueOf(status), word, message);

        assertThat(new String(problem.toJson(), UTF_8)).isEqualTo(json);
    }

    @Test
    void isWrittenWithATitleThoughItsStatusIsKnownToNobody() {
        assertThat(new String(problem(499).toJson(), UTF_8)).contains("\"title\":\"Error\",\"status\":499");
    }

    private static Problem problem(int status) {
        return Problem.of(HttpStatusCode.valueOf(status), "some-word", "a sentence");
    }
}
