package dev.pgweir.routing.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class TracelessTransactionsTests {

    /** What is marked. */
    interface Work {

        boolean isMarked();
    }

    private static Work marked() {
        var proxy = new ProxyFactory(Work.class, new TracelessTransactions());
        proxy.setTarget((Work) TracelessTransactions::isRunning);
        return (Work) proxy.getProxy();
    }

    @AfterEach
    void endTransaction() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.clearSynchronization();
        }
    }

    @Test
    void areMarkedWhileTheyRun() {
        assertThat(marked().isMarked()).isTrue();
        assertThat(TracelessTransactions.isRunning()).isFalse();
    }

    /** The one around it may leave something. */
    @Test
    void areNoPartOfAnother() {
        TransactionSynchronizationManager.initSynchronization();

        assertThat(marked().isMarked()).isFalse();
    }
}
