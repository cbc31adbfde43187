package dev.pgweir.cluster.discovery;

import static dev.pgweir.cluster.discovery.FakePatroni.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatroniFinderTests {

    private static final Credentials APP = new Credentials("app", "secret");
    private static final String PG1 = member("pg1", "leader", "10.0.0.5", 5432, "{}");
    private static final String PG2 = member("pg2", "replica", "2001:db8::6", 5433, "{\"noloadbalance\": true}");

    private final FakePatroni one = FakePatroni.start();
    private final FakePatroni other = FakePatroni.start();
    private final PatroniFinder finder =
            new PatroniFinder(List.of(one.url(), other.url()), "shop?sslmode=prefer", APP, Duration.ofSeconds(5));

    @BeforeEach
    void nameMembers() {
        one.name(List.of(PG2, PG1));
        other.name(List.of(PG2, PG1));
    }

    @AfterEach
    void stop() {
        finder.close();
        one.close();
        other.close();
    }

    @Test
    void takesEachMemberForANode() throws IOException, InterruptedException {
        assertThat(finder.find().nodes())
                .containsExactly(
                        new NodeDefinition("pg1", "jdbc:postgresql://10.0.0.5:5432/shop?sslmode=prefer", 1, APP),
                        new NodeDefinition("pg2", "jdbc:postgresql://[2001:db8::6]:5433/shop?sslmode=prefer", 0, APP));
    }

    @Test
    void namesTheLeaderThatPatroniNames() throws IOException, InterruptedException {
        assertThat(finder.find().leaders()).containsExactly("pg1");

        one.name(List.of(member("pg1", "standby_leader", "10.0.0.5", 5432, "{}"), PG2));
        other.name(List.of(PG2));
        assertThat(finder.find().leaders()).isEmpty();
    }

    @Test
    void namesAllLeadersWherePatronisDisagree() throws IOException, InterruptedException {
        other.name(List.of(PG1, member("pg2", "leader", "10.0.0.6", 5432, "{}")));
        one.name(List.of(PG1, PG2));

        assertThat(finder.find().leaders()).containsExactlyInAnyOrder("pg1", "pg2");
    }

    @Test
    void asksTheOthersWhereOneDoesNotAnswer() throws IOException, InterruptedException {
        one.answerWith(503);
        assertThat(finder.find().nodes()).hasSize(2);

        one.close();
        assertThat(finder.find().leaders()).containsExactly("pg1");
    }

    @Test
    void leavesOutMembersWithoutAServer() throws IOException, InterruptedException {
        one.name(List.of(PG1, "{\"name\": \"pg3\", \"role\": \"replica\", \"state\": \"creating replica\"}"));

        assertThat(finder.find().nodes()).extracting(NodeDefinition::name).containsExactly("pg1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil/x?socketFactory=java.lang.String&",
                "evil:1/x?sslmode=disable&",
                "evil/x?",
                "me:word@evil",
                "evil,10.0.0.5",
                "evil:1"
            })
    void leavesOutAMemberWhoseAddressWouldChangeTheUrl(String host) throws IOException, InterruptedException {
        one.name(List.of(PG1, member("pg3", "replica", host, 5432, "{}"), member("pg4", "replica", "db4", 0, "{}")));

        assertThat(finder.find().nodes()).extracting(NodeDefinition::name).containsExactly("pg1");
    }

    @Test
    void failsWhereNoneKnowsANode() {
        one.name(List.of("nonsense"));
        other.name(List.of());

        assertThatIOException().isThrownBy(finder::find);
    }
}
