package dev.pgweir.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class ServerFailureTests {

    @Test
    void isTheFirstFailureWithAState() {
        var told = told("23514", "check", "ExecConstraints");
        var wrapped = new IllegalStateException(new SQLException("without a state", told));

        var failure = ServerFailure.in(wrapped).orElseThrow();

        assertThat((Throwable) failure.exception()).isSameAs(told);
        assertThat(failure.state()).isEqualTo(SqlState.CHECK_VIOLATION);
        assertThat(failure.message()).isEqualTo("check");
        assertThat(failure.isFromServer()).isTrue();
    }

    @Test
    void isNoneWhereNoDatabaseFailed() {
        assertThat(ServerFailure.in(new IllegalStateException("no"))).isEmpty();
        assertThat(ServerFailure.in(null)).isEmpty();
    }

    @Test
    void tellsWhatTheDriverSaysFromWhatTheServerSays() {
        var failure = ServerFailure.of(new SQLException("refused", "08001"));

        assertThat(failure.isFromServer()).isFalse();
        assertThat(failure.message()).isEqualTo("refused");
        assertThat(failure.routine()).isEqualTo(Optional.empty());
        assertThat(failure.isOfClass("08")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "exec_stmt_raise, true, true",
        "PLy_elog_impl, false, true",
        "pgfdw_report_error, false, true",
        "ExecConstraints, false, false"
    })
    void tellsWhatAFunctionRaisedFromWhatTheServerFound(String routine, boolean raised, boolean reported) {
        var failure = ServerFailure.of(told("40001", "no", routine));

        assertThat(failure.isRaised()).isEqualTo(raised);
        assertThat(failure.isReported()).isEqualTo(reported);
    }

    @ParameterizedTest
    @CsvSource({"40001, true, false", "40P01, true, true", "55P03, false, true", "57014, false, false"})
    void knowsConflictsAndLocks(String state, boolean conflict, boolean locked) {
        var failure = ServerFailure.of(told(state, "no", "x"));

        assertThat(failure.isConflict()).isEqualTo(conflict);
        assertThat(failure.isLocked()).isEqualTo(locked);
    }

    @Test
    void givesThePartsOfWhatTheServerSays() {
        var failure = ServerFailure.of(new PSQLException(
                new ServerErrorMessage("SERROR\0C23505\0Mm\0Dthe detail\0Hthe hint\0nsales_pkey\0tsales\0P17\0")));

        assertThat(failure.detail()).contains("the detail");
        assertThat(failure.hint()).contains("the hint");
        assertThat(failure.constraint()).contains("sales_pkey");
        assertThat(failure.table()).contains("sales");
        assertThat(failure.isPlaced()).isTrue();
        assertThat(ServerFailure.of(told("23505", "m", "x")).isPlaced()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "WPL/pgSQL function f() line 3 at RAISE, true",
        "qSELECT missing, true",
        "Wunnamed portal parameter $1 = '2', false",
        "Hno context, false"
    })
    void tellsWhatCameUpInAFunction(String field, boolean inside) {
        var message = new ServerErrorMessage("SERROR\0C42P01\0Mm\0%s\0".formatted(field));

        assertThat(ServerFailure.of(new PSQLException(message)).isInside()).isEqualTo(inside);
    }

    private static PSQLException told(String state, String message, String routine) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C%s\0M%s\0R%s\0".formatted(state, message, routine)));
    }
}
