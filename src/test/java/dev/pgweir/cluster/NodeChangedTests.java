package dev.pgweir.cluster;

import static dev.pgweir.cluster.TestNodes.down;
import static dev.pgweir.cluster.TestNodes.primary;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeChangedTests {

    private static final NodeState UNKNOWN = new NodeState.Unknown();

    @Test
    void isOneWhereStateRoleOrTimelineDiffer() {
        assertThat(NodeChanged.between(UNKNOWN, replica(1, "0/1"))).isTrue();
        assertThat(NodeChanged.between(replica(1, "0/1"), primary(2, "0/2"))).isTrue();
        assertThat(NodeChanged.between(replica(1, "0/1"), replica(2, "0/2"))).isTrue();
        assertThat(NodeChanged.between(replica(1, "0/1"), down("refused"))).isTrue();
        assertThat(NodeChanged.between(down("refused"), replica(1, "0/1"))).isTrue();
    }

    @Test
    void isNoneWhereOnlyPositionOrReasonDiffer() {
        assertThat(NodeChanged.between(replica(1, "0/1"), replica(1, "0/2"))).isFalse();
        assertThat(NodeChanged.between(down("refused"), down("starting up"))).isFalse();
    }

    @Test
    void readsAsOneLine() {
        assertThat(new NodeChanged("replica-1", UNKNOWN, replica(1, "0/3000060")))
                .hasToString("replica-1: unknown -> replica, timeline 1, 0/3000060");
        assertThat(new NodeChanged("db1", primary(1, "0/1"), down("refused")))
                .hasToString("db1: primary -> down, refused");
    }
}
