package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.typed.People;
import com.example.typed.PeopleController;
import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.testing.TestRequests;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

/** A team's own controller and Spring Data repository, of which routing knows nothing but {@code @Transactional}. */
@SpringBootTest(
        classes = {PgweirApplication.class, TypedEndpointIntegrationTests.Typed.class},
        properties = "pgweir.routing.pool-size=3")
class TypedEndpointIntegrationTests {

    private final MockMvcTester web;
    private final People people;
    private final MeterRegistry meters;
    private final List<Route> routes = new ArrayList<>();

    @Autowired
    TypedEndpointIntegrationTests(WebApplicationContext context, People people, MeterRegistry meters) {
        this.web = MockMvcTester.from(context);
        this.people = people;
        this.meters = meters;
    }

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry registry) {
        TestCluster.shared().register(registry);
    }

    @Test
    void readsOnAReplica() {
        var answer = routed(() -> web.get().uri("/people/1").exchange());

        assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.userId").isEqualTo(1);
        assertThat(routes).extracting(Route::reason).containsExactly(Reason.REPLICA);
    }

    @Test
    void servesAPathBelowThatOfAResource() {
        assertThat(routed(() -> web.get().uri("/users/count").exchange()))
                .hasStatusOk()
                .bodyText()
                .containsOnlyDigits();
        assertThat(routed(() -> web.get().uri("/users/1").exchange()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.user_id")
                .isEqualTo(1);
    }

    @Test
    void writesOnThePrimary() {
        var person = """
                {"name": "Ada", "email": "ada@typed.example"}
                """;

        var answer = routed(() -> web.post()
                .uri("/people")
                .contentType(MediaType.APPLICATION_JSON)
                .content(person)
                .exchange());

        assertThat(answer).hasStatusOk();
        TestCluster.shared().awaitReplay();
        var added = routed(() -> people.findByEmail("ada@typed.example")).orElseThrow();
        routed(() -> web.delete().uri("/people/{id}", added.userId()).exchange());
        assertThat(routes).extracting(Route::reason).containsExactly(Reason.WRITE, Reason.REPLICA, Reason.WRITE);
    }

    @Test
    void routesARepositoryThatIsCalledWithoutATransaction() {
        routed(() -> people.findById(1L));
        routed(() -> people.count());

        assertThat(routes).extracting(Route::reason).containsOnly(Reason.REPLICA);
    }

    @Test
    void repeatsARepositorysReadThatLostItsNode() {
        var repeated = meters.counter("pgweir.transactions.repeated");
        var before = repeated.count();

        await().untilAsserted(() -> {
            endConnections("replica-1");
            assertThat(people.findById(1L)).isPresent();
            assertThat(repeated.count()).isGreaterThan(before);
        });
    }

    private static void endConnections(String node) {
        TestCluster.shared()
                .query(
                        node,
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'pgweir'",
                        Long.class);
    }

    private <T> T routed(ScopedValue.CallableOp<T, RuntimeException> request) {
        return TestRequests.observed(routes::add).call(request);
    }

    @Import(PeopleController.class)
    @EnableJdbcRepositories(basePackageClasses = People.class)
    static class Typed {}
}
