package dev.pgweir.routing.load;

import static dev.pgweir.cluster.TestNodes.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalancerTests {

    private static final Node A = new Node(definition("a"), new NodeState.Unknown());
    private static final Node B = new Node(definition("b"), new NodeState.Unknown());
    private static final Node C = new Node(definition("c"), new NodeState.Unknown());

    private final AtomicLong nanos = new AtomicLong();
    private final Loads loads = new Loads(nanos::get);
    private final Balancer balancer = new Balancer(loads, new Random(42)::nextDouble);

    @Test
    void followsTheWeightsWhileAllIsWell() {
        use(A, Duration.ofMillis(1));
        use(B, Duration.ofMillis(2));

        assertThat(share(A, List.of(A, B), 3, 1)).isCloseTo(0.75, within(0.03));
    }

    @Test
    void leavesATrickleToANodeThatIsTenTimesSlower() {
        use(A, Duration.ofMillis(1));
        use(B, Duration.ofMillis(10));

        assertThat(share(B, List.of(A, B), 1, 1)).isBetween(0.0005, 0.005);
    }

    @Test
    void leavesATrickleToASlowNodeWhileTheOthersAreBusy() {
        use(A, Duration.ofMillis(1));
        use(B, Duration.ofMillis(10));
        IntStream.range(0, 20).forEach(_ -> loads.of(A).begin());

        assertThat(share(B, List.of(A, B), 1, 1)).isLessThan(0.005);
    }

    @Test
    void takesASlowNodeWhereTheOthersCanBearNoMore() {
        use(A, Duration.ofMillis(1));
        use(B, Duration.ofMillis(10));
        IntStream.range(0, 100).forEach(_ -> loads.of(A).begin());

        assertThat(share(B, List.of(A, B), 1, 1)).isGreaterThan(0.4);
    }

    /** In virtual time, while others keep the fast one busy. */
    @ParameterizedTest
    @CsvSource({"20, 0.02", "200, 0.004", "2000, 0.004"})
    void remembersASlowNodeHoweverFewReadsThereAre(int readsPerSecond, double most) {
        IntStream.range(0, 7).forEach(_ -> loads.of(A).begin());
        var reads = 20_000;
        var ofB = 0;
        for (var i = 0; i < reads; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos() / readsPerSecond);
            var chosen = balancer.choose(List.of(A, B), new int[] {1, 1});
            loads.of(chosen).begin();
            loads.of(chosen).end(Duration.ofMillis(chosen.equals(B) ? 400 : 40));
            ofB += chosen.equals(B) ? 1 : 0;
        }
        assertThat((double) ofB / reads).isBetween(0.0005, most);
    }

    @Test
    void takesOneSlowUseForChance() {
        use(A, Duration.ofMillis(1));
        use(B, Duration.ofMillis(1));
        loads.of(B).begin();
        loads.of(B).end(Duration.ofSeconds(10));

        assertThat(share(B, List.of(A, B), 1, 1)).isCloseTo(0.5, within(0.03));
    }

    @Test
    void prefersTheNodeThatIsLessBusy() {
        use(A, Duration.ofMillis(1));
        use(B, Duration.ofMillis(1));
        IntStream.range(0, 9).forEach(_ -> loads.of(A).begin());

        assertThat(share(A, List.of(A, B), 1, 1)).isZero();
    }

    @Test
    void leavesOutANodeThatFails() {
        fail(A);

        assertThat(share(A, List.of(A, B, C), 1, 1, 1)).isZero();
    }

    @Test
    void leavesOutNoMoreThanHalfOfTheNodes() {
        fail(A);
        fail(B);

        assertThat(share(A, List.of(A, B, C), 1, 1, 1)).isCloseTo(1 / 3.0, within(0.05));
    }

    @Test
    void beginsSlowlyWithANodeThatHasComeBack() {
        loads.of(A).restart();

        assertThat(share(A, List.of(A, B), 1, 1)).isBetween(0.05, 0.15);
    }

    private void use(Node node, Duration duration) {
        IntStream.range(0, 30).forEach(_ -> {
            loads.of(node).begin();
            loads.of(node).end(duration);
        });
    }

    private void fail(Node node) {
        IntStream.range(0, 20).forEach(_ -> loads.of(node).fail(new IllegalStateException("lost")));
    }

    private double share(Node wanted, List<Node> nodes, int... weights) {
        var draws = 5_000;
        return IntStream.range(0, draws)
                        .filter(_ -> balancer.choose(nodes, weights).equals(wanted))
                        .count()
                / (double) draws;
    }
}
