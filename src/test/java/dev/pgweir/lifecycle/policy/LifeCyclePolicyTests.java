package dev.pgweir.lifecycle.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.lifecycle.policy.LifeCycleSettings.Then;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeCyclePolicyTests {

    @ParameterizedTest
    @CsvSource({
        "date, month, 3y, 2024-02-29, 2021-02-28",
        "date, month, 90d, 2024-02-29, 2023-12-01",
        "date, month, P1Y2M, 2024-02-29, 2022-12-29",
        "date, month, 0d, 2024-02-29, 2024-02-29",
        "timestamptz, day, 1d, 2024-04-01 00:00:00+00, 2024-03-31 00:00:00+00",
        "int4, 1000, 2500, 10000, 7500",
    })
    void tellsFromWhereOnPartitionsAreKept(
            String type, String interval, String retention, String present, String cutoff) {
        var policy = LifeCyclePolicy.of(TestPartitions.table(type), settings(interval, retention));
        var key = KeyType.valueOf(type.toUpperCase(Locale.ROOT)).parse(present).orElseThrow();

        assertThat(policy.cutoff(key).map(KeyValue::text)).contains(cutoff);
    }

    @ParameterizedTest
    @CsvSource({
        "date, 1000, 3y",
        "date, month, 1000",
        "int8, month, 1000",
        "int8, 1000, 3y",
        "text, month, 3y",
        "int2, 100000, 1000"
    })
    void refusesWhatDoesNotFitTheKey(String type, String interval, String retention) {
        assertThatExceptionOfType(PolicyMisfit.class)
                .isThrownBy(() -> LifeCyclePolicy.of(TestPartitions.table(type), settings(interval, retention)))
                .withMessageContaining("sales");
    }

    @Test
    void keepsEverythingWithoutARetention() {
        var policy = LifeCyclePolicy.of(TestPartitions.table("date"), settings("month", null));

        assertThat(policy.cutoff(KeyType.DATE.parse("2024-02-29").orElseThrow()))
                .isEmpty();
    }

    private static LifeCycleSettings settings(String interval, @Nullable String retention) {
        return new LifeCycleSettings(
                interval, 3, 0, retention, retention == null ? null : Then.DETACH, ZoneId.of("UTC"));
    }
}
