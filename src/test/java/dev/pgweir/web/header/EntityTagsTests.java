package dev.pgweir.web.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.request.Caller;
import dev.pgweir.request.Client;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.RequestContext;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Precondition;
import dev.pgweir.testing.TestRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

class EntityTagsTests {

    /** A client who stays. */
    private record Staying() implements Client {

        @Override
        public boolean isWatchable() {
            return false;
        }

        @Override
        public boolean hasLeft() {
            return false;
        }
    }

    @Test
    void tellTheVersionOfARowAndItsColumns() {
        assertThat(EntityTags.ofRow("740", 0xcafe)).isEqualTo("\"740-0000cafe\"");
    }

    @Test
    void areWeakForContentThatWasComputed() {
        assertThat(EntityTags.ofContent(0xcafeL)).isEqualTo("W/\"000000000000cafe\"");
    }

    @Test
    void areOfOneCallerWhereAnAnswerIsKept() {
        TestRequests.run(
                TestRequests.within(Duration.ofMinutes(1)),
                () -> assertThat(EntityTags.ofSealed("x")).isEqualTo("\"x\""));

        var alice = new RequestContext(
                new Caller.InRole("alice", "web_user", false, Map.of(), Set.of()),
                "sales",
                Deadline.never(),
                new Staying());
        TestRequests.run(
                alice,
                () -> assertThat(EntityTags.ofSealed("x")).startsWith("\"x-").endsWith("\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *                      | true
                    "740-0000cafe"         | true
                    W/"740-0000cafe"       | true
                    "1", "740-0000cafe"    | true
                    "1","2"                | false
                    "740"                  | false
                    """)
    void areKnownToAClientThatNamesThem(String header, boolean known) {
        assertThat(EntityTags.isKnown(request(HttpHeaders.IF_NONE_MATCH, header), "\"740-0000cafe\""))
                .isEqualTo(known);
    }

    @Test
    void areNotKnownToAClientThatNamesNone() {
        assertThat(EntityTags.isKnown(new MockHttpServletRequest(), "\"1\"")).isFalse();
    }

    @Test
    void stateNoConditionWhereNoneIsGiven() {
        assertThat(EntityTags.precondition(new MockHttpServletRequest())).isEqualTo(new Precondition.None());
    }

    @Test
    void stateThatARowMustBeThereOrNot() {
        assertThat(EntityTags.precondition(request(HttpHeaders.IF_MATCH, "*"))).isEqualTo(new Precondition.Present());
        assertThat(EntityTags.precondition(request(HttpHeaders.IF_NONE_MATCH, "*")))
                .isEqualTo(new Precondition.Absent());
    }

    @Test
    void stateTheVersionsThatARowMayHave() {
        assertThat(EntityTags.precondition(
                        request(HttpHeaders.IF_MATCH, "\"740-0000cafe\", W/\"1\", \"741\", \"x\", \"4294967296\"")))
                .isEqualTo(new Precondition.HasVersion(List.of("740", "741")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"740", "\"740", "\"a\" \"b\"", "**"})
    void areRefusedWhereTheyAreNoTags(String header) {
        assertRefused(request(HttpHeaders.IF_MATCH, header), HttpHeaders.IF_MATCH);
    }

    @Test
    void areRefusedOfARowThatIsToBeMade() {
        assertRefused(request(HttpHeaders.IF_NONE_MATCH, "\"740\""), HttpHeaders.IF_NONE_MATCH);
    }

    @Test
    void areRefusedInBothConditionsAtOnce() {
        var request = request(HttpHeaders.IF_MATCH, "*");
        request.addHeader(HttpHeaders.IF_NONE_MATCH, "*");

        assertRefused(request, HttpHeaders.IF_NONE_MATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH})
    void areRefusedWhereNoSingleRowIsNamed(String header) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> EntityTags.requireNone(request(header, "*")))
                .satisfies(refused -> assertThat(refused.origin()).isEqualTo(new Origin.Header(header)));
        assertThatCode(() -> EntityTags.requireNone(new MockHttpServletRequest()))
                .doesNotThrowAnyException();
    }

    @Test
    void areAskedForWhereAResourceDemandsThem() {
        var refusal = EntityTags.unconditional("sales");

        assertThat(refusal.getStatusCode().value()).isEqualTo(428);
        assertThat(refusal.getBody().getType()).hasToString("urn:pgweir:problem:precondition-required");
    }

    private static void assertRefused(MockHttpServletRequest request, String header) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> EntityTags.precondition(request))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("malformed-header");
                    assertThat(refused.origin()).isEqualTo(new Origin.Header(header));
                });
    }

    private static MockHttpServletRequest request(String header, String value) {
        var request = new MockHttpServletRequest();
        request.addHeader(header, value);
        return request;
    }
}
