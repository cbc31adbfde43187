package dev.pgweir.routing.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TracelessTransactionsTests {

    @Test
    void areMarkedWhileTheyRun() {
        boolean marked = TracelessTransactions.run(TracelessTransactions::isRunning);

        assertThat(marked).isTrue();
        assertThat(TracelessTransactions.isRunning()).isFalse();
    }
}
