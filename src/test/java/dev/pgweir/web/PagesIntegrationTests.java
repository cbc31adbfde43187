package dev.pgweir.web;

import static dev.pgweir.testing.Answers.follow;
import static dev.pgweir.testing.Answers.next;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Lists of the sample table, page after page. */
@GatewayTest
class PagesIntegrationTests {

    private static final String JANUARY = "/sales?order_date=gte.2024-01-01&order_date=lt.2024-02-01";
    private static final String NEWEST = JANUARY + "&order=order_date.desc&limit=5";

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;

    @Autowired
    PagesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeEach
    void catchUp() {
        cluster.awaitReplay();
    }

    @Test
    void readsAPageFromAReplicaAndLinksTheNext() {
        var answer = gateway.get(NEWEST);

        assertThat(rows(answer))
                .hasSize(5)
                .allSatisfy(row -> assertThat(date(row)).startsWith("2024-01-"));
        assertThat(answer.headers().firstValue("Served-By"))
                .hasValueSatisfying(servedBy -> assertThat(servedBy).contains("role=replica"));
        assertThat(answer.headers().firstValue("Content-Range")).contains("0-4/*");
        assertThat(next(answer))
                .hasValueSatisfying(link ->
                        assertThat(rows(gateway.get(link))).hasSize(5).doesNotContainAnyElementsOf(rows(answer)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&order=order_date.desc&limit=5",
                "&order=order_date&limit=7",
                "&order=order_amount.desc,order_date&limit=50",
                "&limit=64",
                "&select=order_date,order_id&order=order_amount&limit=31"
            })
    void givesEachRowOnceToAClientThatFollowsTheLinks(String page) {
        assertThat(follow(gateway, JANUARY + page))
                .extracting(PagesIntegrationTests::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(idsInJanuary());
    }

    @Test
    void givesEachRowOnceWhileOthersInsert() throws Exception {
        var before = idsInJanuary();
        List<JsonNode> rows = new ArrayList<>();
        try (var inserting = new InsertingThread()) {
            for (var page = Optional.of(NEWEST); page.isPresent(); ) {
                inserting.permit(3);
                var answer = gateway.get(page.get());
                rows.addAll(rows(answer));
                page = next(answer);
            }
        }

        assertThat(rows)
                .extracting(PagesIntegrationTests::id)
                .doesNotHaveDuplicates()
                .containsAll(before);
        assertThat(rows).extracting(PagesIntegrationTests::date).isSortedAccordingTo(reverseOrder());
        assertThat(rows).as("inserted rows came into sight").hasSizeGreaterThan(before.size());
    }

    @Test
    void endsWithAPageThatLinksNothing() {
        assertThat(next(gateway.get(JANUARY + "&limit=1000"))).isEmpty();
        assertThat(next(gateway.get("/sales?order_date=eq.1900-01-01"))).isEmpty();
    }

    @Test
    void saysWhichLimitItAppliedWhereMoreWasAskedFor() {
        var capped = gateway.get("/sales?limit=100000");
        assertThat(rows(capped)).hasSize(1000);
        assertThat(capped.headers().firstValue("Limit-Applied")).contains("1000");
        assertThat(next(capped)).isPresent();

        assertThat(gateway.get("/sales?limit=1000").headers().firstValue("Limit-Applied"))
                .isEmpty();
    }

    @Test
    void refusesACursorThatWasChanged() {
        var link = next(gateway.get(NEWEST)).orElseThrow();
        var middle = (link.indexOf("cursor=") + link.length()) / 2;
        var changed = link.substring(0, middle) + (link.charAt(middle) == 'A' ? 'B' : 'A') + link.substring(middle + 1);

        assertInvalidCursor(changed, "changed");
        assertInvalidCursor(NEWEST + "&cursor=AAAA", "cut short");
        assertInvalidCursor(NEWEST + "&cursor=!", "not one of this gateway's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sales?order=order_date.desc",
                JANUARY + "&order=order_date",
                JANUARY + "&order_amount=gt.1&order=order_date.desc",
                "/users?order=user_id"
            })
    void refusesTheCursorOfAnotherQuery(String other) {
        var link = next(gateway.get(NEWEST)).orElseThrow();
        assertInvalidCursor(other + "&" + link.substring(link.indexOf("cursor=")), "another query");
    }

    @Test
    void linksFromUrlsThatAreNearlyTooLong() {
        var page = "/sales?order_id=in.(%s)&limit=1".formatted("1,".repeat(6000) + "2");
        assertThat(follow(gateway, page)).extracting(PagesIntegrationTests::id).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void letsTheClientChooseOtherColumnsAndLimitsBetweenPages() {
        var link = next(gateway.get(NEWEST)).orElseThrow();
        var cursor = link.substring(link.indexOf("cursor="));
        var twelve = rows(gateway.get(JANUARY + "&order=order_date.desc&limit=17"));

        assertThat(rows(gateway.get(JANUARY + "&order=order_date.desc&limit=12&select=order_id&" + cursor)))
                .extracting(PagesIntegrationTests::id)
                .containsExactlyElementsOf(
                        twelve.stream().skip(5).map(PagesIntegrationTests::id).toList());
    }

    private void assertInvalidCursor(String page, String reason) {
        var problem = problem(gateway.get(page), 400, "invalid-cursor");
        assertThat(problem.path("detail").asString()).contains(reason);
        assertThat(problem.at("/errors/0/parameter").asString()).isEqualTo("cursor");
    }

    private List<Long> idsInJanuary() {
        var ids = cluster.query("primary", """
                SELECT string_agg(order_id::text, ',') FROM sales
                WHERE order_date >= '2024-01-01' AND order_date < '2024-02-01'""", String.class);
        return List.of(ids.split(",")).stream().map(Long::valueOf).toList();
    }

    private static long id(JsonNode row) {
        return row.path("order_id").asLong();
    }

    private static String date(JsonNode row) {
        return row.path("order_date").asString();
    }
}
