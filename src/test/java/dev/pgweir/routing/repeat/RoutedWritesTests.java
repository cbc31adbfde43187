package dev.pgweir.routing.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.routing.checkout.TracelessTransactions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class RoutedWritesTests {

    private final Events events = new Events();
    private final RoutedWrites writes =
            new RoutedWrites(events, new Repeat(new RetryBudget(10), () -> events.add("repeat"), _ -> true));

    @Test
    void commitsWhatItRuns() {
        assertThat(writes.<String>run(false, false, () -> "made")).isEqualTo("made");
        assertThat(events.seen).containsExactly("begin", "commit");
    }

    @Test
    void undoesWhatIsOnlyTried() {
        assertThat(writes.<String>run(false, true, () -> "made")).isEqualTo("made");
        assertThat(events.seen).containsExactly("begin", "rollback");
    }

    @Test
    void undoesWhatFails() {
        assertThatThrownBy(() -> writes.run(true, false, () -> {
                    throw new IllegalStateException("failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(events.seen).containsExactly("begin", "rollback");
    }

    @Test
    void marksWhatIsPlain() {
        assertThat(writes.<Boolean>run(true, false, TracelessTransactions::isRunning))
                .isTrue();
        assertThat(writes.<Boolean>run(false, false, TracelessTransactions::isRunning))
                .isFalse();
    }

    @Test
    void repeatsNothingThatIsToRunOnce() {
        assertThatThrownBy(() -> writes.runOnce(false, () -> lose()))
                .isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(events.seen).containsExactly("begin", "rollback");
    }

    @Test
    void repeatsWhatLostItsPrimary() {
        assertThatThrownBy(() -> writes.run(false, false, () -> lose()))
                .isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(events.seen).contains("repeat");
    }

    private static String lose() {
        RepeatScope.noteRoute(new Route(RepeatTests.node("a"), Reason.WRITE));
        throw new DataAccessResourceFailureException("lost", new SQLException("lost", "08006"));
    }

    /** The one around it may leave something in the session. */
    @Test
    void isAPartOfARunningTransactionWithoutAMark() {
        var marked = new TransactionTemplate(events)
                .execute(_ -> writes.<Boolean>run(true, false, TracelessTransactions::isRunning));

        assertThat(marked).isFalse();
        assertThat(events.seen).containsExactly("begin", "commit");
    }

    /** Notes how transactions begin and end, and takes part in those that run. */
    private static final class Events extends AbstractPlatformTransactionManager {

        private final transient List<String> seen = new ArrayList<>();

        void add(String event) {
            seen.add(event);
        }

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return TransactionSynchronizationManager.isActualTransactionActive();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            add("begin");
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            add("commit");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            add("rollback");
        }
    }
}
