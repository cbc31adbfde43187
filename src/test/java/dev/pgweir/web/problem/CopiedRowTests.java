package dev.pgweir.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.postgres.ServerFailure;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopiedRowTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    COPY sales, line 5, column order_date: "x"                 | 5 | order_date
                    COPY sales, Zeile 12, Spalte order_date: »x«               | 12 | order_date
                    COPY sales, ligne 5, colonne order_date : « x »            | 5 | order_date
                    """)
    void isNamedByItsLineAndColumnInAnyLanguage(String where, long line, String column) {
        assertThat(place(where)).isEqualTo(Map.of("line", line, "column", column));
    }

    @Test
    void isNamedByItsLineWhereNoColumnIsKnown() {
        assertThat(place("COPY sales, line 5: \"1,2,3\"")).isEqualTo(Map.of("line", 5L));
    }

    @Test
    void isNamedByTheColumnThatTheServerBlamesItself() {
        var failure = Failures.told("23502", "null", "WCOPY sales, line 2: \",1\"", "corder_id");

        assertThat(CopiedRow.place(failure)).isEqualTo(Map.of("line", 2L, "column", "order_id"));
    }

    @Test
    void isFoundBehindTheContextOfATrigger() {
        assertThat(place("PL/pgSQL function f() line 3 at RAISE\nCOPY sales, line 7: \"7\""))
                .isEqualTo(Map.of("line", 7L));
    }

    @Test
    void isNoneWhereNothingWasCopied() {
        assertThat(place("PL/pgSQL function f() line 3 at RAISE")).isEmpty();
        assertThat(CopiedRow.place(Failures.told("22003", "out of range"))).isEmpty();
        assertThat(CopiedRow.place(ServerFailure.of(new SQLException("refused", "08001"))))
                .isEmpty();
    }

    private static Map<String, Object> place(String where) {
        return CopiedRow.place(Failures.told("22007", "unreadable", "W" + where));
    }
}
