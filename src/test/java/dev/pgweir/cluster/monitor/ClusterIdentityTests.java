package dev.pgweir.cluster.monitor;

import static dev.pgweir.cluster.TestNodes.down;
import static dev.pgweir.cluster.TestNodes.primary;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.TestNodes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterIdentityTests {

    private static final NodeState.Up FOREIGNER =
            new NodeState.Up(Role.PRIMARY, 4711, 9, Lsn.parse("9/0"), Optional.empty(), Instant.EPOCH);

    private final ClusterIdentity identity = new ClusterIdentity();

    @BeforeEach
    void nameTheNodes() {
        identity.follow(List.of("a", "b", "c"));
    }

    @Test
    void turnsDownANodeOfAnotherCluster() {
        identity.verify("a", primary(1, "0/100"));
        identity.verify("b", replica(1, "0/100"));

        assertThat(identity.verify("c", FOREIGNER))
                .isInstanceOfSatisfying(
                        NodeState.Down.class,
                        down -> assertThat(down.reason())
                                .contains("another cluster", "4711", Long.toString(TestNodes.SYSTEM_IDENTIFIER)));
    }

    @Test
    void remembersTheClusterWhileItsNodesAreDown() {
        identity.verify("b", replica(1, "0/100"));
        identity.verify("c", replica(1, "0/100"));
        identity.verify("b", down("refused"));
        identity.verify("c", down("refused"));

        assertThat(identity.verify("a", FOREIGNER)).isInstanceOf(NodeState.Down.class);
    }

    @Test
    void overrulesAForeignerThatAnsweredFirst() {
        assertThat(identity.verify("c", FOREIGNER)).isSameAs(FOREIGNER);
        identity.verify("a", primary(1, "0/100"));

        assertThat(identity.verify("c", FOREIGNER)).isInstanceOf(NodeState.Down.class);
    }

    @Test
    void passesOnWhatIsDown() {
        var down = down("refused");

        assertThat(identity.verify("a", down)).isSameAs(down);
    }

    @Test
    void forgetsWhatNodesThatAreGoneHaveReported() {
        identity.verify("b", replica(1, "0/100"));
        identity.verify("c", replica(1, "0/100"));

        identity.follow(List.of("a"));

        assertThat(identity.verify("a", FOREIGNER)).isSameAs(FOREIGNER);
    }
}
