package dev.pgweir.cluster.membership;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.primary;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import dev.pgweir.cluster.membership.MembershipRefused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipTests {

    private static final NodeDefinition DB1 = at("db1");
    private static final NodeDefinition DB2 = at("db2");

    private final FixedCluster cluster =
            new FixedCluster(new Node(DB1, primary(1, "0/100")), new Node(DB2, replica(1, "0/100")));
    private final List<String> told = new ArrayList<>();
    private final Membership listed = membership(false);
    private final Membership lookedUp = membership(true);

    @Test
    void addsANodeWithTheCredentialsOfTheOthersOrItsOwn() {
        listed.add("127.0.0.1", "db3", "jdbc:postgresql://db3/shop", 2, Optional.empty(), "");
        listed.add(
                "127.0.0.1",
                "db4",
                "jdbc:postgresql://db4/shop",
                1,
                Optional.of(new Credentials("me", "word")),
                "east");

        assertThat(cluster.reconciled())
                .containsExactly(
                        DB1,
                        DB2,
                        new NodeDefinition("db3", "jdbc:postgresql://db3/shop", 2, new Credentials("app", "secret")),
                        new NodeDefinition("db4", "jdbc:postgresql://db4/shop", 1, new Credentials("me", "word"))
                                .in("east"));
        assertThat(told)
                .containsExactly(
                        "127.0.0.1: added db3 at jdbc:postgresql://db3:5432/shop, weight 2",
                        "127.0.0.1: added db4 at jdbc:postgresql://db4:5432/shop, weight 1, zone east");
    }

    @ParameterizedTest
    @CsvSource({
        "'', jdbc:postgresql://db3/shop, 1, MALFORMED",
        "a/b, jdbc:postgresql://db3/shop, 1, MALFORMED",
        "'db3\nfake line', jdbc:postgresql://db3/shop, 1, MALFORMED",
        "db3, 'jdbc:postgresql://db3/shop\nfake', 1, MALFORMED",
        "db3, jdbc:mysql://db3/shop, 1, MALFORMED",
        "db3, jdbc:postgresql://db3/shop?password=x, 1, MALFORMED",
        "db3, jdbc:postgresql://db3/shop, -1, MALFORMED",
        "db1, jdbc:postgresql://db3/shop, 1, TAKEN",
        "db3, jdbc:postgresql://db1:5432/shop, 1, TAKEN"
    })
    void refusesANodeThatCannotBe(String name, String url, int weight, Reason reason) {
        assertRefused(reason, () -> listed.add("127.0.0.1", name, url, weight, Optional.empty(), ""));
    }

    @Test
    void asksForAUserWhereNoneIsConfigured() {
        var membership = new Membership(cluster, new Credentials("", ""), false, _ -> {});

        assertRefused(
                Reason.MALFORMED,
                () -> membership.add("127.0.0.1", "db3", "jdbc:postgresql://db3/shop", 1, Optional.empty(), ""));
    }

    @Test
    void removesThePrimaryByForceOnly() {
        assertRefused(Reason.LAST_PRIMARY, () -> listed.remove("127.0.0.1", "db1", false));
        listed.remove("127.0.0.1", "db1", true);

        assertThat(cluster.reconciled()).containsExactly(DB2);
        assertRefused(Reason.UNKNOWN, () -> listed.remove("127.0.0.1", "db1", true));
        assertThat(told).containsExactly("127.0.0.1: removed db1");
    }

    @Test
    void addsUpWhatOperatorsChange() {
        listed.adjust("127.0.0.1", "db2", new NodeAdjustment(Optional.of(3), Optional.empty()));
        listed.adjust("::1", "db2", new NodeAdjustment(Optional.empty(), Optional.of(AllowedUse.DRAINED)));

        assertThat(cluster.reconciled()).containsExactly(DB1, DB2.with(3, AllowedUse.DRAINED));
        assertThat(told).containsExactly("127.0.0.1: changed db2: weight 3", "::1: changed db2: drained");
        assertRefused(
                Reason.MALFORMED,
                () -> listed.adjust("::1", "db2", new NodeAdjustment(Optional.of(-1), Optional.empty())));
        assertRefused(
                Reason.UNKNOWN,
                () -> listed.adjust("::1", "db9", new NodeAdjustment(Optional.of(1), Optional.empty())));
    }

    @Test
    void forgetsWhatWasChangedAboutANodeThatWasRemoved() {
        listed.adjust("127.0.0.1", "db2", new NodeAdjustment(Optional.of(3), Optional.of(AllowedUse.BANNED)));
        listed.remove("127.0.0.1", "db2", false);
        listed.add("127.0.0.1", "db2", DB2.url(), 1, Optional.of(DB2.credentials()), "");

        assertThat(cluster.reconciled()).containsExactly(DB1, DB2);
    }

    @Test
    void followsALookUpButKeepsWhatOperatorsDecided() {
        lookedUp.adjust("127.0.0.1", "db2", new NodeAdjustment(Optional.empty(), Optional.of(AllowedUse.DRAINED)));
        lookedUp.found("DNS", List.of(DB1, at("db3")));
        assertThat(cluster.reconciled()).containsExactly(DB1, at("db3"));

        lookedUp.found("DNS", List.of(DB1, DB2));

        assertThat(cluster.reconciled()).containsExactly(DB1, DB2.with(1, AllowedUse.DRAINED));
        assertThat(told)
                .containsExactly(
                        "127.0.0.1: changed db2: drained",
                        "DNS: found db3 at jdbc:postgresql://db3:5432/shop, weight 1",
                        "DNS: no longer found db2",
                        "DNS: found db2 at jdbc:postgresql://db2:5432/shop, weight 1",
                        "DNS: no longer found db3");
    }

    @Test
    void saysNothingOfALookUpThatFoundTheSame() {
        lookedUp.found("DNS", List.of(DB1, DB2));

        assertThat(told).isEmpty();
    }

    @Test
    void leavesItToTheLookUpWhichNodesThereAre() {
        assertRefused(
                Reason.DISCOVERED,
                () -> lookedUp.add("127.0.0.1", "db3", "jdbc:postgresql://db3/shop", 1, Optional.empty(), ""));
        assertRefused(Reason.DISCOVERED, () -> lookedUp.remove("127.0.0.1", "db2", true));
    }

    private Membership membership(boolean discovered) {
        return new Membership(cluster, new Credentials("app", "secret"), discovered, event -> {
            var action = (ClusterAction) event;
            told.add(action.by() + ": " + action.what());
        });
    }

    private static NodeDefinition at(String name) {
        return new NodeDefinition(
                name, "jdbc:postgresql://" + name + "/shop", 1, definition(name).credentials());
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(MembershipRefused.class)
                .isThrownBy(call)
                .extracting(MembershipRefused::reason)
                .isEqualTo(reason);
    }
}
