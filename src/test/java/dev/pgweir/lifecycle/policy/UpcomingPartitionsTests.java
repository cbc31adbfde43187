package dev.pgweir.lifecycle.policy;

import static dev.pgweir.lifecycle.policy.TestPartitions.partition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Partition;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.Window;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpcomingPartitionsTests {

    private static final KeyValue PRESENT = KeyType.DATE.parse("2024-05-15").orElseThrow();

    @Test
    void beginsAtThePresentWhereThereIsNothing() {
        assertThat(texts(ahead(2).missing()))
                .containsExactly("2024-05-01 2024-06-01", "2024-06-01 2024-07-01", "2024-07-01 2024-08-01");
    }

    @Test
    void goesOnBehindTheLastOne() {
        var ahead = ahead(2, partition("a", "2024-05-01", "2024-06-01"), partition("b", "2024-06-01", "2024-07-01"));

        assertThat(ahead.count()).isEqualTo(1);
        assertThat(ahead.last().map(KeyValue::text)).contains("2024-06-01");
        assertThat(texts(ahead.missing())).containsExactly("2024-07-01 2024-08-01");
    }

    @Test
    void leavesNoGapBehindAnOddBound() {
        assertThat(texts(ahead(1, partition("a", "2024-01-01", "2024-05-20")).missing()))
                .containsExactly("2024-05-20 2024-06-01");
    }

    @Test
    void catchesUpWithThePresent() {
        assertThat(texts(ahead(0, partition("a", "2024-01-01", "2024-03-01")).missing()))
                .containsExactly("2024-03-01 2024-04-01", "2024-04-01 2024-05-01", "2024-05-01 2024-06-01");
    }

    @Test
    void hasNothingToMakeBehindAPartitionWithoutAnEnd() {
        assertThat(ahead(3, partition("a", "2024-01-01", "MAXVALUE")).missing()).isEmpty();
    }

    /** As a write far ahead may have made it. */
    @Test
    void fillsAGapThatLiesAheadAsFarAsIsWanted() {
        var far = new Partition[] {
            partition("a", "2024-05-01", "2024-06-01"), partition("far", "2024-08-10", "2024-09-01")
        };

        assertThat(ahead(1, far).count()).isZero();
        assertThat(texts(ahead(1, far).missing())).containsExactly("2024-06-01 2024-07-01");
        assertThat(texts(ahead(5, far).missing()))
                .containsExactly(
                        "2024-06-01 2024-07-01",
                        "2024-07-01 2024-08-01",
                        "2024-08-01 2024-08-10",
                        "2024-09-01 2024-10-01");
    }

    @Test
    void leavesAGapInThePastAsItIs() {
        var gappy = ahead(0, partition("a", "2024-01-01", "2024-02-01"), partition("b", "2024-04-01", "2024-06-01"));

        assertThat(gappy.missing()).isEmpty();
    }

    @Test
    void findsGapsBetweenPartitions() {
        var gaps = UpcomingPartitions.gaps(TestPartitions.of(
                "date",
                partition("a", "MINVALUE", "2024-01-01"),
                partition("b", "2024-01-01", "2024-02-01"),
                partition("c", "2024-03-01", "2024-04-01")));

        assertThat(texts(gaps)).containsExactly("2024-02-01 2024-03-01");
    }

    private static UpcomingPartitions ahead(int makeAhead, Partition... partitions) {
        var settings = new LifeCycleSettings("month", makeAhead, 0, null, null, ZoneId.of("UTC"));
        var policy = LifeCyclePolicy.of(TestPartitions.table("date", partitions), settings);
        return UpcomingPartitions.of(TestPartitions.of("date", partitions), policy, PRESENT);
    }

    private static List<String> texts(List<Window> windows) {
        return windows.stream()
                .map(window -> window.from().orElseThrow().text() + " "
                        + window.to().orElseThrow().text())
                .toList();
    }
}
