package dev.pgweir.admin.switchover;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.down;
import static dev.pgweir.cluster.TestNodes.primary;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Topology;
import dev.pgweir.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessorTests {

    private static final Topology TOPOLOGY = new Topology(List.of(
            new Node(definition("writer"), primary(2, "0/900")),
            new Node(definition("behind"), replica(2, "0/3FF")),
            new Node(definition("ahead"), replica(2, "0/400")),
            new Node(definition("stray"), replica(1, "0/500")),
            new Node(definition("dead"), down("connection refused")),
            new Node(definition("new"), new NodeState.Unknown())));

    @Test
    void isTheMostAdvancedReplicaOfTheNewestTimeline() {
        assertThat(Successor.choose(TOPOLOGY, Optional.empty()).name()).isEqualTo("ahead");
    }

    @Test
    void isTheOneThatTheOperatorNames() {
        assertThat(Successor.choose(TOPOLOGY, Optional.of("behind")).name()).isEqualTo("behind");
    }

    @ParameterizedTest
    @CsvSource({
        "writer, writer is a primary already",
        "stray, 'stray is on timeline 1, which a promotion has ended'",
        "dead, dead is down: connection refused",
        "new, new is not probed yet",
        "nobody, no node is named \"nobody\""
    })
    void isNoOtherNode(String name, String reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Successor.choose(TOPOLOGY, Optional.of(name)))
                .satisfies(refusal -> assertThat(refusal.getBody().getDetail()).isEqualTo(reason));
    }

    @Test
    void isMissingWhereNoReplicaIsUp() {
        var alone = new Topology(List.of(new Node(definition("writer"), primary(2, "0/900"))));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Successor.choose(alone, Optional.empty()))
                .satisfies(
                        refusal -> assertThat(refusal.getStatusCode().value()).isEqualTo(409));
    }
}
