package dev.pgweir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineHistoryTests {

    private static final TimelineHistory HISTORY = TimelineHistory.parse("""
            1\t0/3000060\tno recovery target specified

            3\t1/0\tno recovery target specified
            """);

    @Test
    void keepsWhatLiesBeforeAPromotion() {
        assertThat(HISTORY.contains(position(1, "0/3000060"))).isTrue();
        assertThat(HISTORY.contains(position(3, "0/FFFFFFFF"))).isTrue();
    }

    @Test
    void hasLostWhatLiesBehindIt() {
        assertThat(HISTORY.contains(position(1, "0/3000061"))).isFalse();
    }

    @Test
    void knowsNothingOfABranchThatWasNotTaken() {
        assertThat(HISTORY.contains(position(2, "0/1"))).isFalse();
    }

    private static LogPosition position(int timeline, String lsn) {
        return new LogPosition(timeline, Lsn.parse(lsn));
    }
}
