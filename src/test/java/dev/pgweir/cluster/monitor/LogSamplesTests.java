package dev.pgweir.cluster.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LogSamplesTests {

    private final LogSamples samples = new LogSamples();

    @Test
    void tellsTheNewestMomentOfWhichAllWasReplayed() {
        samples.add(100, position(1, 10));
        samples.add(200, position(1, 20));
        samples.add(300, position(1, 30));

        assertThat(samples.freshAsOf(position(1, 30))).isEqualTo(OptionalLong.of(300));
        assertThat(samples.freshAsOf(position(1, 29))).isEqualTo(OptionalLong.of(200));
        assertThat(samples.freshAsOf(position(1, 99))).isEqualTo(OptionalLong.of(300));
    }

    @Test
    void knowsNothingOfAReplicaThatIsBehindAllSamples() {
        samples.add(100, position(1, 10));

        assertThat(samples.freshAsOf(position(1, 9))).isEmpty();
    }

    @Test
    void countsAReplicaAsFreshWhileNothingIsWritten() {
        samples.add(100, position(1, 10));
        samples.add(900, position(1, 10));

        assertThat(samples.freshAsOf(position(1, 10))).isEqualTo(OptionalLong.of(900));
    }

    @Test
    void takesAnOlderTimelineForBehindWhereverItStands() {
        samples.add(100, position(2, 10));

        assertThat(samples.freshAsOf(position(1, 50))).isEmpty();
    }

    private static LogPosition position(int timeline, long lsn) {
        return new LogPosition(timeline, new Lsn(lsn));
    }
}
