package dev.pgweir.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTests {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void tellsHowMuchIsLeftAndForHowLong() {
        var rate = new Rate(Cause.CALLER, 60, HOUR);

        var left = rate.spend("alice", 20);

        assertThat(left.left()).isEqualTo(40);
        assertThat(left.isNearlySpent()).isFalse();
        assertThat(left.reset()).isBetween(HOUR.minusMinutes(1), HOUR);
    }

    @Test
    void refusesWhatCostsMoreThanIsLeftAndTakesWhatDoesNot() {
        var rate = new Rate(Cause.CALLER, 25, HOUR);
        rate.spend("alice", 20);

        assertThatExceptionOfType(LimitExceeded.class)
                .isThrownBy(() -> rate.spend("alice", 20))
                .satisfies(refusal -> {
                    assertThat(refusal.limit()).isEqualTo(Cause.CALLER);
                    assertThat(refusal.allowance().orElseThrow().left()).isEqualTo(5);
                    assertThat(refusal.retryAfter()).isBetween(HOUR.minusMinutes(1), HOUR);
                });
        assertThat(rate.spend("alice", 5).isNearlySpent()).isTrue();
    }

    @Test
    void othersHaveTheirOwn() {
        var rate = new Rate(Cause.CALLER, 20, HOUR);
        rate.spend("alice", 20);

        assertThat(rate.spend("bob", 20).left()).isZero();
    }

    @Test
    void isThereAgainInTheNextWindow() {
        var rate = new Rate(Cause.CALLER, 20, Duration.ofSeconds(1));
        rate.spend("alice", 20);

        await().atMost(Duration.ofSeconds(5))
                .until(() -> rate.left("alice").orElseThrow().left() == 20);
    }

    @Test
    void knowsNobodyWhoHasSpentNothing() {
        assertThat(new Rate(Cause.CALLER, 20, HOUR).left("alice")).isEmpty();
    }
}
