package dev.pgweir.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.postgres.ServerFailure;
import java.io.EOFException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Each class of SQLSTATE that the manual lists in its appendix A, and those that it does not. */
class SqlProblemsTests {

    @ParameterizedTest
    @CsvSource({
        "01000,400,raised",
        "02000,400,raised",
        "03000,500,database-error",
        "08006,503,dependency-unavailable",
        "09000,400,raised",
        "0A000,400,not-supported",
        "0B000,500,database-error",
        "0F000,500,database-error",
        "0L000,500,database-error",
        "0P000,500,database-error",
        "0Z000,500,database-error",
        "10608,400,raised",
        "20000,400,raised",
        "21000,422,repeated-row",
        "22P02,422,malformed-value",
        "22003,422,malformed-value",
        "23000,422,constraint",
        "23001,409,foreign-key",
        "23502,422,not-null",
        "23503,409,foreign-key",
        "23505,409,duplicate-key",
        "23514,422,check",
        "23P01,409,exclusion",
        "24000,500,database-error",
        "25000,500,database-error",
        "25006,503,read-only",
        "26000,500,database-error",
        "27000,422,constraint",
        "28000,500,database-error",
        "2BP01,500,database-error",
        "2D000, 422, ends-transaction",
        "2F005,500,database-error",
        "34000,500,database-error",
        "38000,400,raised",
        "39P01,500,database-error",
        "3B001,500,database-error",
        "3D000,500,database-error",
        "3F000,500,database-error",
        "40000,503,serialization-failure",
        "40001,503,serialization-failure",
        "40002,422,constraint",
        "40P01,503,serialization-failure",
        "42501,403,forbidden",
        "42883,400,operator-not-applicable",
        "42P17,500,database-error",
        "428C9,422,generated-column",
        "44000,422,constraint",
        "53000,503,node-overloaded",
        "53100,503,node-overloaded",
        "53300,503,too-many-connections",
        "53400,422,limit-exceeded",
        "54001,422,limit-exceeded",
        "55000,409,not-updatable",
        "55006,409,not-updatable",
        "55P02,500,database-error",
        "55P03,503,lock-timeout",
        "57014,504,statement-timeout",
        "57P01,503,dependency-unavailable",
        "58030,500,database-error",
        "72000,503,serialization-failure",
        "F0000,500,database-error",
        "HV00N,500,database-error",
        "P0001,400,raised",
        "P0002,400,raised",
        "PW001,409,sealed-partition",
        "XX000,500,database-error",
        "45000,400,raised",
        "99930,400,raised",
        "MY001,400,raised",
        "PT402,402,raised",
        "PT299,299,raised",
        "PT999,400,raised",
        "PTABC,400,raised"
    })
    void eachClassHasItsStatus(String state, int status, String type) {
        assertIs(failure(state, "some_function"), status, type);
    }

    @ParameterizedTest
    @CsvSource({
        "08006,400,raised",
        "25006,400,raised",
        "28P01,403,raised",
        "57014,400,raised",
        "57P01,400,raised",
        "53300,400,raised",
        "0A000,400,raised",
        "42883,400,raised",
        "55000,400,raised",
        "42501,403,forbidden",
        "23505,409,duplicate-key",
        "22023,422,malformed-value",
        "40001,503,serialization-failure",
        "55P03,503,lock-timeout",
        "PW001,409,sealed-partition",
        "XX000,500,database-error"
    })
    void whatAFunctionRaisesSpeaksOfNoServer(String state, int status, String type) {
        assertIs(failure(state, "exec_stmt_raise"), status, type);
    }

    @Test
    void aPlanThatCostsTooMuchIsToldWithAHintForItsClient() {
        var failure = failure("54001", "limit_func");

        assertIs(failure, 422, "too-costly");
        assertThat(SqlProblems.of(failure).toProblemDetail().getProperties())
                .hasEntrySatisfying("hint", hint -> assertThat(hint).asString().startsWith("Ask for less"));
    }

    @Test
    void aConnectionThatHasEndedIsToldAsThat() {
        var lost = new PSQLException("I/O error", PSQLState.CONNECTION_FAILURE, new EOFException());

        var problem = SqlProblems.of(ServerFailure.of(lost)).toProblemDetail();

        assertThat(problem.getType()).hasToString("urn:pgweir:problem:connection-lost");
        assertThat(problem.getStatus()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "{\"code\": \"1\"}", "{\"message\": \"m\"}", "[]"})
    void aDescriptionThatCannotBeReadIsAnErrorOfTheDatabase(String message) {
        var failure = Failures.told("PGRST", message, "D{\"status\": 402}");
        assertIs(failure, 500, "database-error");
    }

    @ParameterizedTest
    @CsvSource({"40001, 1", "53200, 1", "53100, 60", "25006, 60"})
    void doesNotAskForAnEarlyRepeatOfWhatSomebodyHasToMendFirst(String state, String seconds) {
        var answer = SqlProblems.of(failure(state, "some_function")).toAnswer();

        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo(seconds);
    }

    private static void assertIs(ServerFailure failure, int status, String type) {
        var problem = SqlProblems.of(failure).toProblemDetail();
        assertThat(List.of(problem.getStatus(), String.valueOf(problem.getType())))
                .isEqualTo(List.of(status, "urn:pgweir:problem:" + type));
        assertThat(problem.getProperties())
                .containsEntry("sqlstate", failure.state())
                .containsEntry("details", failure.detail().orElseThrow());
    }

    private static ServerFailure failure(String state, String routine) {
        return Failures.told(state, "in its own words", "Dthe detail", "Hthe hint", "R" + routine);
    }
}
