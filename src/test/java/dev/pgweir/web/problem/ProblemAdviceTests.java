package dev.pgweir.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgweir.idempotency.AnswerTooLarge;
import dev.pgweir.idempotency.RecordsUnavailable;
import dev.pgweir.problem.Problem;
import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestEnded;
import dev.pgweir.resources.answer.FailedBody;
import dev.pgweir.resources.answer.NoSuchItem;
import dev.pgweir.resources.answer.NotLocated.AmbiguousId;
import dev.pgweir.resources.answer.NotLocated.SearchesExhausted;
import dev.pgweir.resources.answer.PartitionMove;
import dev.pgweir.resources.answer.PreconditionFailed;
import dev.pgweir.resources.answer.RowSkipped;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.RangeRefused;
import dev.pgweir.routing.CommitUnknown;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.RouteReport.Explanation;
import dev.pgweir.routing.session.Session.WriteLost;
import dev.pgweir.testing.TestRequests;
import dev.pgweir.web.connection.Overloaded;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.coyote.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of the exceptions of a controller. */
class ProblemAdviceTests {

    private final Failing failing = new Failing();
    private final MockMvcTester web;

    /** Fails as it is told. */
    @RestController
    static class Failing {

        private Exception failure = new IllegalStateException();

        @GetMapping("/sales")
        String fail() throws Exception {
            throw failure;
        }
    }

    /** An exception, and the answer to it. */
    record Mapping(Exception failure, int status, String word) {}

    ProblemAdviceTests() {
        var changed = new ChangedTables(ServedTables.THREE, _ -> {});
        var unknown = new UnknownPath(
                ServedTables.THREE, _ -> new Explanation(Optional.empty(), Optional.empty(), List.of()));
        var advice = new ProblemAdvice(new DatabaseProblems(ServedTables.THREE, changed), unknown);
        web = MockMvcTester.of(
                List.of(failing),
                mvc -> mvc.setControllerAdvice(new RequestProblems(), advice).build());
    }

    static Stream<Mapping> mappings() {
        var cause = new IllegalStateException("cause");
        return Stream.of(
                new Mapping(new Overloaded("too many"), 503, "overloaded"),
                new Mapping(new NoNodeAvailable(true, "none"), 503, "no-node"),
                new Mapping(new NoNodeAvailable(false, "none"), 503, "no-primary"),
                new Mapping(new PoolExhausted("replica-1", cause), 503, "pool-exhausted"),
                new Mapping(new WriteLost(true, "lost"), 409, "write-lost"),
                new Mapping(new WriteLost(false, "perhaps lost"), 409, "write-unverified"),
                new Mapping(new CommitUnknown(cause), 503, "commit-unknown"),
                new Mapping(new AnswerTooLarge(9), 422, "answer-too-large"),
                new Mapping(new RecordsUnavailable("no table", cause), 503, "idempotency-unavailable"),
                new Mapping(new IOException("stalled"), 408, "incomplete-body"),
                new Mapping(new BadRequestException("chunk"), 400, "bad-request"),
                new Mapping(new NoSuchItem("sales", List.of("7")), 404, "no-such-item"),
                new Mapping(new RowSkipped("sales", List.of("7")), 409, "row-skipped"),
                new Mapping(PartitionMove.unchecked("sales", List.of("day")), 409, "partition-move"),
                new Mapping(new AmbiguousId("sales", "id", "7"), 409, "ambiguous-id"),
                new Mapping(new SearchesExhausted("sales"), 503, "searches-exhausted"),
                new Mapping(new PreconditionFailed("changed"), 412, "precondition-failed"),
                new Mapping(
                        Problem.of(HttpStatus.FORBIDDEN, "loopback-only", "no").toException(), 403, "loopback-only"),
                new Mapping(new IllegalStateException("a bug"), 500, "internal-error"),
                new Mapping(new SQLException("no state"), 500, "internal-error"));
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void givesEachExceptionItsStatusAndWord(Mapping mapping) {
        var answer = failWith(mapping.failure());

        assertThat(answer).hasStatus(mapping.status()).hasContentType("application/problem+json");
        assertThat(answer).bodyJson().extractingPath("$.type").isEqualTo("urn:pgweir:problem:" + mapping.word());
        assertThat(answer).bodyJson().extractingPath("$.instance").isEqualTo("/sales");
        assertThat(answer).bodyJson().extractingPath("$").asMap().containsKeys("code", "message", "details", "hint");
    }

    @Test
    void keepsTheReasonOfABugToItself() {
        assertThat(failWith(new IllegalStateException("secret"))).bodyText().doesNotContain("secret");
    }

    @Test
    void passesOnWhenAPoolWillHaveRoom() {
        var answer = failWith(new PoolExhausted("replica-1", Duration.ofSeconds(7)));

        assertThat(answer).hasHeader(HttpHeaders.RETRY_AFTER, "7");
    }

    @Test
    void answersWhatTheDatabaseRefuses() {
        var answer = failWith(new DataIntegrityViolationException(
                "insert", Failures.exception("23505", "duplicate key", "nsales_pkey")));

        assertThat(answer).hasStatus(409);
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("23505");
        assertThat(answer).bodyJson().extractingPath("$.errors[0].constraint").isEqualTo("sales_pkey");
    }

    @Test
    void blamesThePartOfABodyThatTheDatabaseRefuses() {
        var cause = new DataIntegrityViolationException("insert", Failures.exception("23502", "null value"));

        var answer = failWith(new FailedBody("/1/id", cause));

        assertThat(answer).hasStatus(422);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].pointer").isEqualTo("/1/id");
    }

    @Test
    void tellsTheSqlStateBehindAnExceptionOfItsOwnWords() {
        var answer = failWith(new RecordsUnavailable("no table", new SQLException("denied", "42501")));

        assertThat(answer).bodyJson().extractingPath("$.sqlstate").isEqualTo("42501");
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("idempotency-unavailable");
    }

    @Test
    void answersNothingToAClientThatHasLeft() {
        var request = TestRequests.within(Duration.ofMinutes(1));
        request.cancel(Cancellation.CLIENT_LEFT);
        TestRequests.run(request, () -> {
            var answer = failWith(new DataIntegrityViolationException("x", Failures.exception("57014", "cancelled")));

            assertThat(answer).body().isEmpty();
        });
    }

    @Test
    void answersARequestThatIsOver() {
        var request = TestRequests.within(Duration.ofMillis(-1));
        TestRequests.run(request, () -> {
            var over = catchThrowableOfType(RequestEnded.class, request::requireTime);
            var answer = failWith(over);

            assertThat(answer).hasStatus(503);
            assertThat(answer).bodyJson().extractingPath("$.type").isEqualTo("urn:pgweir:problem:deadline-exceeded");
        });
    }

    @ParameterizedTest
    @CsvSource({"amount, 42703", "columns, PGRST204"})
    void namesUnknownColumnsOfAQueryAsTheServerDoes(String parameter, String code) {
        var answer = failWith(new InvalidRequest("unknown-column", new Origin.Query(parameter), "no such column"));

        assertThat(answer).hasStatus(400);
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].parameter").isEqualTo(parameter);
    }

    @ParameterizedTest
    @MethodSource("origins")
    void blamesThePartOfTheRequestThatIsNotUnderstood(Origin origin, String member, Object place) {
        var answer = failWith(new InvalidRequest("malformed-body", origin, "not understood"));

        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("PGRST102");
        assertThat(answer).bodyJson().extractingPath("$.errors[0]." + member).isEqualTo(place);
    }

    static Stream<Arguments> origins() {
        return Stream.of(
                Arguments.of(new Origin.Header("Prefer"), "header", "Prefer"),
                Arguments.of(new Origin.Body("/0"), "pointer", "/0"),
                Arguments.of(new Origin.Line(3), "line", 3));
    }

    @Test
    void showsARequestThatWouldBeServedWhereARangeIsMissing() {
        failing.failure =
                new RangeRefused(true, 24, List.of(new Parameter("day", "gte.2024-01-01")), "day has no bound");

        var answer = web.get().uri("/sales?limit=5").exchange();

        assertThat(answer).hasStatus(422);
        assertThat(answer).bodyJson().extractingPath("$.partitions").isEqualTo(24);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.hint")
                .isEqualTo("for example /sales?limit=5&day=gte.2024-01-01");
    }

    @Test
    void givesWhatSpringFindsTheMembersOfTheOthers() {
        var answer = web.post().uri("/sales").exchange();

        assertThat(answer).hasStatus(405).hasHeader(HttpHeaders.ALLOW, "GET");
        assertThat(answer).bodyJson().extractingPath("$.type").isEqualTo("urn:pgweir:problem:method-not-allowed");
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("PGRST117");
    }

    private MvcTestResult failWith(Exception failure) {
        failing.failure = failure;
        return web.get().uri("/sales").exchange();
    }
}
