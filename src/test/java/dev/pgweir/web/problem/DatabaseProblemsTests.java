package dev.pgweir.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.problem.Problem;
import dev.pgweir.request.Cancellation;
import dev.pgweir.testing.TestRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;

class DatabaseProblemsTests {

    private static final ServerFailure CANCELLED =
            Failures.told("57014", "canceling statement due to user request", "RProcessInterrupts");
    private static final ServerFailure READ_ONLY =
            Failures.told("25006", "cannot execute nextval() in a read-only transaction", "RPreventCommandIfReadOnly");
    private static final ServerFailure OUTSIDE = Failures.told(
            "23514",
            "no partition of relation \"sales\" found for row",
            "DPartition key of the failing row contains (day) = (2024-03-05).",
            "spublic",
            "tsales",
            "RExecFindPartition");

    private final DatabaseProblems problems =
            new DatabaseProblems(ServedTables.THREE, new ChangedTables(ServedTables.THREE, _ -> {}));

    @Test
    void tellADeadlineFromATimeOutOfStatements() {
        var request = TestRequests.within(Duration.ofMillis(1500));
        TestRequests.run(request, () -> {
            assertIs(problems.problem(CANCELLED, true), 504, "statement-timeout");

            request.cancel(Cancellation.DEADLINE);

            var overdue = problems.problem(CANCELLED, true);
            assertIs(overdue, 504, "deadline-exceeded");
            assertThat(overdue.toProblemDetail().getDetail())
                    .isEqualTo("the request took longer than the 1.5 s it had");
            assertThat(overdue.toProblemDetail().getProperties()).containsEntry("code", "57014");
        });
    }

    @Test
    void tellAViewThatWritesFromAPrimaryThatDoesNot() {
        assertIs(problems.problem(READ_ONLY, true), 422, "writes-while-reading");
        assertIs(problems.problem(READ_ONLY, false), 503, "read-only");
    }

    @Test
    void takeWhatAFunctionRaisesForNeither() {
        var request = TestRequests.within(Duration.ofMinutes(1));
        request.cancel(Cancellation.DEADLINE);
        TestRequests.run(request, () -> {
            assertIs(problems.problem(Failures.told("57014", "no", "Rexec_stmt_raise"), true), 400, "raised");
            assertIs(problems.problem(Failures.told("25006", "no", "Rexec_stmt_raise"), true), 400, "raised");
        });
    }

    @Test
    void knowWhenATableHasChanged() {
        assertIs(problems.problem(Failures.told("42P01", "no users", "P15"), true), 404, "resource-changed");
    }

    @Test
    void nameThePartitionsAroundARow() {
        var problem = problems.problem(OUTSIDE, false);

        assertIs(problem, 422, "no-partition");
        assertThat(problem.toProblemDetail().getProperties())
                .containsEntry("hint", "the partitions of sales end at 2024-02-01");
    }

    @Test
    void doWithoutThemBeforeThereIsACatalog() {
        var early = new DatabaseProblems(ServedTables.NONE_YET, new ChangedTables(ServedTables.NONE_YET, _ -> {}));

        assertIs(early.problem(OUTSIDE, false), 422, "no-partition");
        assertThat(early.problem(OUTSIDE, false).toProblemDetail().getProperties())
                .containsEntry("hint", null);
    }

    @Test
    void blameTheLineOfAnImport() {
        var failure = Failures.told("23505", "duplicate key", "nusers_pkey", "WCOPY users, line 3");

        assertThat(problems.problem(failure, false).toProblemDetail().getProperties())
                .containsEntry(
                        "errors", List.of(Map.of("line", 3L, "constraint", "users_pkey", "detail", "duplicate key")));
    }

    @Test
    void blameAPlaceInTheBody() {
        var problem = problems.problem(Failures.told("23502", "null value"), "/617/amount");

        assertIs(problem, 422, "not-null");
        assertThat(problem.toProblemDetail().getProperties())
                .containsEntry("errors", List.of(Map.of("pointer", "/617/amount", "detail", "null value")));
    }

    private static void assertIs(Problem problem, int status, String word) {
        assertThat(problem.toProblemDetail())
                .extracting(ProblemDetail::getStatus, detail -> String.valueOf(detail.getType()))
                .containsExactly(status, "urn:pgweir:problem:" + word);
    }
}
