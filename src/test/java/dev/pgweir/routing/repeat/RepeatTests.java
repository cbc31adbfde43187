package dev.pgweir.routing.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.postgresql.util.PSQLState.CONNECTION_FAILURE;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.routing.CommitUnknown;
import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class RepeatTests {

    private final AtomicInteger repeats = new AtomicInteger();
    private String primary = "another";
    private final List<Set<String>> avoided = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "57P01", "40001", "40P01"})
    void repeatsAReadThatLostItsNodeAvoidingThatNode(String sqlState) {
        var read = retried(Reason.REPLICA, failure(sqlState), "rows");

        assertThat(read.get()).isEqualTo("rows");
        assertThat(avoided).map(List::copyOf).containsExactly(List.of(), List.of("node-1"));
        assertThat(repeats).hasValue(1);
    }

    @Test
    void repeatsAReadThatFoundNoFreeConnection() {
        var read = retried(Reason.REPLICA, new PoolExhausted("node-1", new SQLException("full")), "rows");

        assertThat(read.get()).isEqualTo("rows");
    }

    @Test
    void givesUpAfterThreeRepeats() {
        var last = failure("57P01");
        var read = retried(Reason.REPLICA, failure("08006"), failure("08006"), failure("08006"), last, "rows");

        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(read::get)
                .isSameAs(last);
        assertThat(avoided).last().isEqualTo(Set.of("node-1", "node-2", "node-3"));
    }

    @Test
    void repeatsAWriteWhoseTransactionHasComeToNothing() {
        var write = retried(Reason.WRITE, failure("08006"), failure("25006"), "row");

        assertThat(inTransaction(write)).isEqualTo("row");
        assertThat(repeats).hasValue(2);
    }

    @Test
    void doesNotRepeatAWriteThatThePrimaryRefuses() {
        primary = "node-1";
        var write = retried(Reason.WRITE, failure("25006"), "row");

        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(() -> inTransaction(write));
        assertThat(repeats).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "57P01", "57P03"})
    void doesNotRepeatWhatTheServerRaisedOverAConnectionThatStillAnswers(String sqlState) {
        assertFailsAtOnce(retried(Reason.REPLICA, raised(sqlState), "rows"));
    }

    @Test
    void repeatsAReadWhoseConnectionEndedWithWhatTheServerSaid() {
        var failure = raised("57P01");
        ((SQLException) failure.getMostSpecificCause()).setNextException(new PSQLException("EOF", CONNECTION_FAILURE));

        assertThat(retried(Reason.REPLICA, failure, "rows").get()).isEqualTo("rows");
    }

    private static DataAccessResourceFailureException raised(String sqlState) {
        var message = new ServerErrorMessage("SERROR\0C" + sqlState + "\0Mraised by a trigger\0");
        return new DataAccessResourceFailureException("raised", new PSQLException(message));
    }

    @Test
    void neverRepeatsAWriteWhoseCommitIsUnknown() {
        var write = retried(Reason.WRITE, new CommitUnknown(failure("08006")), "row");

        assertThatExceptionOfType(CommitUnknown.class).isThrownBy(() -> inTransaction(write));
        assertThat(repeats).hasValue(0);
    }

    @Test
    void stopsRepeatingOnceTheBudgetIsSpent() {
        var budget = new RetryBudget(0);
        IntStream.range(0, 150).forEach(_ -> assertThat(budget.spend()).isTrue());

        assertThat(budget.spend()).isFalse();
        budget.earn();
        assertThat(budget.spend()).isFalse();
    }

    private static String inTransaction(Supplier<String> write) {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            return write.get();
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "42601", "08S01", "57014"})
    void doesNotRepeatWhatFailsOnEveryNode(String sqlState) {
        assertFailsAtOnce(retried(Reason.REPLICA, failure(sqlState), "rows"));
    }

    @Test
    void neverRepeatsAWriteOutsideATransaction() {
        assertFailsAtOnce(retried(Reason.WRITE, failure("08006"), "row"));
    }

    @Test
    void leavesTheRepeatToTheOutermostTransaction() {
        TransactionSynchronizationManager.initSynchronization();
        try {
            assertFailsAtOnce(retried(Reason.REPLICA, failure("08006"), "rows"));
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
    }

    private void assertFailsAtOnce(Supplier<String> read) {
        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(read::get);
        assertThat(repeats).hasValue(0);
    }

    private static DataAccessResourceFailureException failure(String sqlState) {
        return new DataAccessResourceFailureException("lost", new SQLException("lost", sqlState));
    }

    /** A call that takes a route at each run, and then throws or answers with the next outcome. */
    @SuppressWarnings("unchecked")
    private Supplier<String> retried(Reason reason, Object... outcomes) {
        Iterator<Object> next = List.of(outcomes).iterator();
        var proxy = new ProxyFactory(
                Supplier.class,
                new Repeat(new RetryBudget(100), repeats::incrementAndGet, node -> node.equals(primary)));
        proxy.setTarget((Supplier<Object>) () -> run(reason, next.next()));
        return (Supplier<String>) proxy.getProxy();
    }

    private Object run(Reason reason, Object outcome) {
        if (RepeatScope.CURRENT.isBound()) {
            avoided.add(RepeatScope.avoided());
            RepeatScope.CURRENT.get().routed(new Route(node("node-" + avoided.size()), reason));
        }
        if (outcome instanceof RuntimeException failure) {
            throw failure;
        }
        return outcome;
    }

    static Node node(String name) {
        return new Node(new NodeDefinition(name, "", 1, new Credentials("", "")), new NodeState.Unknown());
    }
}
