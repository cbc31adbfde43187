package dev.pgweir.lifecycle.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.StartedGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A life cycle that does not fit its table stops the start, and the gateway says what to do. */
@ExtendWith(OutputCaptureExtension.class)
class LifeCycleStartIntegrationTests {

    private static final String SALES = "pgweir.partitions.tables.sales.life-cycle.";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pgweir.partitions.tables.nowhere.life-cycle.interval=day; names no table that is served; Correct the name",
                "pgweir.partitions.tables.users.life-cycle.interval=day; is not partitioned by range; Remove the key",
                SALES + "interval=1000; interval is 1000, but the partition key is of type date; day, week, month",
            })
    void stopsTheStartWhereItDoesNotFit(String setting, String message, String action, CapturedOutput output) {
        assertThatThrownBy(() -> StartedGateway.on(TestCluster.shared(), setting));
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(message)
                .contains(action);
    }

    @Test
    void tellsOfAllThatDoNotFit(CapturedOutput output) {
        assertThatThrownBy(() -> StartedGateway.on(
                TestCluster.shared(),
                "pgweir.partitions.tables.nowhere.life-cycle.interval=day",
                SALES + "interval=1000"));
        assertThat(output)
                .contains("nowhere names no table that is served")
                .contains("interval is 1000, but the partition key is of type date");
    }

    @Test
    void stopsTheStartOnARetentionWithoutAnEnd(CapturedOutput output) {
        assertThatThrownBy(
                () -> StartedGateway.on(TestCluster.shared(), SALES + "interval=year", SALES + "retention=3y"));
        assertThat(output).contains("retention and then (detach, drop or seal) must be given together");
    }

    @ParameterizedTest
    @CsvSource({"interval, fortnight", "retention, long", "make-ahead, -1", "then, burn", "zone, Atlantis"})
    void stopsTheStartOnAMeaninglessValue(String key, String value, CapturedOutput output) {
        assertThatThrownBy(
                () -> StartedGateway.on(TestCluster.shared(), SALES + "interval=year", SALES + key + "=" + value));
        assertThat(output).contains("APPLICATION FAILED TO START").containsPattern("(?i)" + key.replace("-", "-?"));
    }
}
