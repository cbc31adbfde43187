package dev.pgweir.routing.transaction;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.CommitUnknown;
import dev.pgweir.routing.checkout.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class RoutedTransactionsTests {

    @Test
    void doNotKnowHowACommitEndedThatWasInterrupted() {
        assertThatExceptionOfType(CommitUnknown.class).isThrownBy(() -> commit("57014", "ProcessInterrupts"));
    }

    @Test
    void knowThatATriggerHasFailedTheirCommit() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> commit("57014", "exec_stmt_raise"))
                .isNotInstanceOf(CommitUnknown.class);
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> commit("23503", "ri_ReportViolation"))
                .isNotInstanceOf(CommitUnknown.class);
    }

    private static void commit(String state, String routine) throws SQLException {
        try (var connection = TestCluster.shared().connect("primary")) {
            var source = new SingleConnectionDataSource(new Failing(connection, state, routine), true);
            new TransactionTemplate(new RoutedTransactions(source)).executeWithoutResult(_ -> {});
        }
    }

    /** The server refuses to commit. */
    private static final class Failing extends DelegatingConnection {

        private final String told;

        Failing(Connection connection, String state, String routine) {
            super(connection);
            this.told = "SERROR\0VERROR\0C%s\0Mno\0R%s\0".formatted(state, routine);
        }

        @Override
        public void commit() throws SQLException {
            throw new PSQLException(new ServerErrorMessage(told));
        }
    }
}
