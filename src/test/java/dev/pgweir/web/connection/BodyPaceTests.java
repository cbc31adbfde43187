package dev.pgweir.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPaceTests {

    @ParameterizedTest
    @CsvSource({"0, 0, 5", "0, 5, 0", "2500, 5, 5", "2500, 9, 1", "100, 6, -1"})
    void aBodyIsWaitedForAsLongAsItKeepsPace(long received, long waited, long left) {
        assertThat(new TimelyBody.Pace(500).patience(received, Duration.ofSeconds(waited)))
                .isEqualTo(Duration.ofSeconds(left));
    }

    @Test
    void anyPaceWillDoWhereNoneIsAskedFor() {
        assertThat(TimelyBody.Pace.ANY.patience(0, Duration.ofHours(1))).isGreaterThan(Duration.ofDays(1));
    }
}
