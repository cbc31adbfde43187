package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class LostConnectionTests {

    @Test
    void isWhatTheDriverSaysHasEnded() {
        assertThat(LostConnection.isIn(chain(driver("08006")))).isTrue();
        assertThat(LostConnection.isIn(new IllegalStateException(driver("08001"))))
                .isTrue();
        assertThat(LostConnection.isIn(chain(server("57P01"), driver("08006")))).isTrue();
    }

    @Test
    void isNotWhatTheServerSaysOverOneThatStillAnswers() {
        assertThat(LostConnection.isIn(chain(server("08006")))).isFalse();
        assertThat(LostConnection.isIn(chain(server("57P01")))).isFalse();
        assertThat(LostConnection.isIn(chain(driver("42601")))).isFalse();
    }

    /** The driver gives the connection up, then meets that it is closed. */
    @Test
    void isNotAResultThatIsTooLarge() {
        var tooLarge = chain(driver("08S01"), driver("08006"));

        assertThat(LostConnection.isIn(tooLarge)).isFalse();
        assertThat(LostConnection.hidesOutcomeIn(tooLarge)).isTrue();
    }

    private static SQLException chain(SQLException... failures) {
        var all = List.of(failures);
        all.subList(1, all.size()).forEach(all.getFirst()::setNextException);
        return all.getFirst();
    }

    private static SQLException driver(String state) {
        return new SQLException("told by the driver", state);
    }

    private static SQLException server(String state) {
        return new PSQLException(new ServerErrorMessage("SERROR\0VERROR\0C%s\0Mtold by the server\0".formatted(state)));
    }
}
