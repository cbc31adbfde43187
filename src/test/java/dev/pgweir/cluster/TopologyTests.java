package dev.pgweir.cluster;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.down;
import static dev.pgweir.cluster.TestNodes.primary;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyTests {

    private static final Node OLD_PRIMARY = new Node(definition("old"), primary(1, "0/500"));
    private static final Node NEW_PRIMARY = new Node(definition("new"), primary(2, "0/400"));
    private static final Node REPLICA = new Node(definition("replica"), replica(2, "0/3F0"));
    private static final Node STRAY = new Node(definition("stray"), replica(1, "0/500"));
    private static final Node DEAD = new Node(definition("dead"), down("refused"));
    private static final Node UNPROBED = new Node(definition("unprobed"), new NodeState.Unknown());

    @Test
    void namesTheOnlyPrimary() {
        assertThat(topology(DEAD, NEW_PRIMARY, REPLICA).primary()).contains(NEW_PRIMARY);
    }

    @Test
    void prefersThePrimaryOnTheHighestTimeline() {
        assertThat(topology(OLD_PRIMARY, NEW_PRIMARY).primary()).contains(NEW_PRIMARY);
        assertThat(topology(NEW_PRIMARY, OLD_PRIMARY).primary()).contains(NEW_PRIMARY);
    }

    @Test
    void namesNoPrimaryWhereTwoClaimTheSameTimeline() {
        var rival = new Node(definition("rival"), primary(2, "0/900"));

        assertThat(topology(NEW_PRIMARY, OLD_PRIMARY, rival).primary()).isEmpty();
    }

    @Test
    void namesNoPrimaryWhereNoneAnswers() {
        assertThat(topology(DEAD, REPLICA, UNPROBED).primary()).isEmpty();
    }

    @Test
    void namesNoPrimaryOnAnOlderTimelineThanAReplicas() {
        assertThat(topology(OLD_PRIMARY, REPLICA).primary()).isEmpty();
        assertThat(topology(OLD_PRIMARY).primary()).contains(OLD_PRIMARY);
    }

    @Test
    void leavesOutReplicasOfADeadBranch() {
        assertThat(topology(OLD_PRIMARY, STRAY, NEW_PRIMARY, REPLICA).replicas())
                .containsExactly(REPLICA);
        assertThat(topology(OLD_PRIMARY, STRAY).replicas()).containsExactly(STRAY);
    }

    @Test
    void listsOnlyReplicasThatAnswer() {
        assertThat(topology(DEAD, NEW_PRIMARY, REPLICA, UNPROBED).replicas()).containsExactly(REPLICA);
    }

    @Test
    void measuresLagAgainstThePrimary() {
        var topology = topology(OLD_PRIMARY, NEW_PRIMARY, REPLICA, DEAD);

        assertThat(topology.lagBytes(REPLICA)).contains(0x10L);
        assertThat(topology.lagBytes(NEW_PRIMARY)).contains(0L);
        assertThat(topology.lagBytes(DEAD)).isEmpty();
        assertThat(topology.lagBytes(OLD_PRIMARY)).isEmpty();
    }

    @Test
    void countsAReplicaThatSeemsAheadAsNotBehind() {
        var ahead = new Node(definition("ahead"), replica(2, "0/480"));

        assertThat(topology(NEW_PRIMARY, ahead).lagBytes(ahead)).contains(0L);
    }

    @Test
    void knowsNoLagWithoutAPrimary() {
        assertThat(topology(DEAD, REPLICA).lagBytes(REPLICA)).isEmpty();
    }

    @Test
    void readsNeitherDrainedNorBannedNodes() {
        var drained = topology(with(AllowedUse.DRAINED, NEW_PRIMARY), with(AllowedUse.DRAINED, REPLICA));
        var banned = topology(NEW_PRIMARY, with(AllowedUse.BANNED, REPLICA));

        assertThat(drained.readable()).isEmpty();
        assertThat(drained.readablePrimary()).isEmpty();
        assertThat(drained.primary()).map(Node::name).contains("new");
        assertThat(drained.systemIdentifier()).contains(TestNodes.SYSTEM_IDENTIFIER);
        assertThat(banned.readable()).containsExactly(NEW_PRIMARY);
    }

    @Test
    void passesOverABannedPrimary() {
        var rival = new Node(definition("rival"), primary(2, "0/900"));

        assertThat(topology(with(AllowedUse.BANNED, NEW_PRIMARY), REPLICA).primary())
                .isEmpty();
        assertThat(topology(with(AllowedUse.BANNED, rival), NEW_PRIMARY).primary())
                .contains(NEW_PRIMARY);
    }

    @Test
    void namesNoPrimaryWhereAnotherNodeIsNamedAsLeader() {
        var topology = topology(NEW_PRIMARY, REPLICA);

        assertThat(topology.withLeaders(Set.of("new")).primary()).contains(NEW_PRIMARY);
        assertThat(topology.withLeaders(Set.of("replica")).primary()).isEmpty();
        assertThat(topology.withLeaders(Set.of("new", "replica")).primary()).isEmpty();
        assertThat(topology.withLeaders(Set.of("replica")).withLeaders(Set.of()).primary())
                .contains(NEW_PRIMARY);
    }

    @Test
    void keepsTheTimelineAndTheLeadersWhenNodesChange() {
        var changed =
                topology(NEW_PRIMARY).withTimeline(3).withLeaders(Set.of("new")).withNodes(List.of(REPLICA));

        assertThat(changed.newestTimeline()).isEqualTo(3);
        assertThat(changed.leaders()).containsExactly("new");
        assertThat(changed.nodes()).containsExactly(REPLICA);
    }

    @Test
    void differsWhereMoreThanPositionsDo() {
        var topology = topology(NEW_PRIMARY, REPLICA);
        var further = new Node(definition("replica"), replica(2, "0/400"));

        assertThat(topology(NEW_PRIMARY, further).differsFrom(topology)).isFalse();
        assertThat(topology(NEW_PRIMARY).differsFrom(topology)).isTrue();
        assertThat(topology(NEW_PRIMARY, with(AllowedUse.DRAINED, REPLICA)).differsFrom(topology))
                .isTrue();
        assertThat(topology(NEW_PRIMARY, new Node(definition("replica"), down("refused")))
                        .differsFrom(topology))
                .isTrue();
        assertThat(topology.withTimeline(3).differsFrom(topology)).isTrue();
        assertThat(topology.withLeaders(Set.of("new")).differsFrom(topology)).isTrue();
    }

    private static Node with(AllowedUse use, Node node) {
        var of = node.definition();
        return new Node(of.with(of.weight(), use), node.state());
    }

    private static Topology topology(Node... nodes) {
        return new Topology(List.of(nodes));
    }
}
