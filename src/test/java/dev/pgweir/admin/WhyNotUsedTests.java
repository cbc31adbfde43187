package dev.pgweir.admin;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.down;
import static dev.pgweir.cluster.TestNodes.primary;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import dev.pgweir.cluster.Topology;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhyNotUsedTests {

    private static final Node PRIMARY = new Node(definition("db1"), primary(2, "0/100"));
    private static final Node REPLICA = new Node(definition("db2"), replica(2, "0/100"));

    @Test
    void findsNothingAboutNodesInUseOrDown() {
        var down = new Node(definition("db3"), down("refused"));
        var topology = new Topology(List.of(PRIMARY, REPLICA, down));

        assertThat(topology.nodes())
                .allSatisfy(node -> assertThat(WhyNotUsed.of(node, topology)).isEmpty());
    }

    @Test
    void tellsATimelineThatHasEnded() {
        var old = new Node(definition("db3"), primary(1, "0/500"));

        assertThat(WhyNotUsed.of(old, new Topology(List.of(PRIMARY, old))))
                .contains("it is on timeline 1, which a promotion has ended: the cluster is on timeline 2");
    }

    @Test
    void tellsARivalAndALeaderNamedByPatroni() {
        var rival = new Node(definition("db3"), primary(2, "0/500"));
        var contested = new Topology(List.of(PRIMARY, REPLICA)).withLeaders(Set.of("db2"));

        assertThat(WhyNotUsed.of(PRIMARY, new Topology(List.of(PRIMARY, rival))))
                .contains("another node, too, says that it is the primary of timeline 2");
        assertThat(WhyNotUsed.of(PRIMARY, contested))
                .contains("it says that it is the primary, but the leader that Patroni names is db2");
        assertThat(WhyNotUsed.of(REPLICA, contested)).isEmpty();
    }

    @Test
    void tellsWhatAnOperatorDecided() {
        var of = REPLICA.definition();
        var drained = new Node(of.with(of.weight(), AllowedUse.DRAINED), REPLICA.state());

        assertThat(WhyNotUsed.of(drained, new Topology(List.of(PRIMARY, drained))))
                .contains("an operator has drained it: it is given no reads");
    }
}
