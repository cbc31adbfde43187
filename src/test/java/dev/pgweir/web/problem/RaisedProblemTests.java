package dev.pgweir.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaisedProblemTests {

    @ParameterizedTest
    @CsvSource({"P0001, 400", "45000, 400", "PT402, 402", "PT299, 299", "PT600, 400", "28000, 403", "28P01, 403"})
    void hasTheStatusThatItsStateStandsFor(String state, int status) {
        assertThat(RaisedProblem.of(Failures.told(state, "no"))
                        .toProblemDetail()
                        .getStatus())
                .isEqualTo(status);
    }

    @Test
    void saysWhatTheFunctionSays() {
        var problem = RaisedProblem.of(Failures.told("MY001", "no more", "Dthree are enough", "Hwait"))
                .toProblemDetail();

        assertThat(problem.getType()).hasToString("urn:pgweir:problem:raised");
        assertThat(problem.getDetail()).isEqualTo("no more");
        assertThat(problem.getProperties())
                .containsEntry("code", "MY001")
                .containsEntry("sqlstate", "MY001")
                .containsEntry("details", "three are enough")
                .containsEntry("hint", "wait");
    }

    @Test
    void isWholeWhereTheFunctionDescribesIt() {
        var answer = RaisedProblem.of(Failures.told(
                        "PGRST",
                        "{\"code\": \"123\", \"message\": \"pay\", \"details\": \"d\", \"hint\": \"h\"}",
                        "D{\"status\": 402, \"headers\": {\"X-Price\": \"7\"}}"))
                .toAnswer();

        assertThat(answer.getStatusCode().value()).isEqualTo(402);
        assertThat(answer.getHeaders().getFirst("X-Price")).isEqualTo("7");
        assertThat(answer.getBody())
                .hasFieldOrPropertyWithValue("detail", "pay")
                .extracting("properties")
                .hasToString("{code=123, message=pay, details=d, hint=h, sqlstate=PGRST}");
    }

    /** Where an answer ends is the server's affair. */
    @Test
    void leavesOutHeadersThatFrameTheAnswer() {
        var answer = RaisedProblem.of(Failures.told(
                        "PGRST",
                        "{\"code\": \"1\", \"message\": \"m\"}",
                        "D{\"status\": 400, \"headers\": {\"Content-Length\": \"3\", \"transfer-encoding\": \"chunked\","
                                + " \"Connection\": \"close\", \"X-Kept\": \"7\"}}"))
                .toAnswer();

        assertThat(answer.getHeaders().headerNames()).contains("X-Kept").doesNotContain("Content-Length", "Connection");
        assertThat(answer.getHeaders().getFirst("Transfer-Encoding")).isNull();
    }

    @Test
    void isAnErrorOfTheDatabaseWhereTheDescriptionLacksAStatus() {
        var problem = RaisedProblem.of(Failures.told("PGRST", "{\"code\": \"1\", \"message\": \"m\"}"))
                .toProblemDetail();

        assertThat(problem.getStatus()).isEqualTo(500);
        assertThat(problem.getType()).hasToString("urn:pgweir:problem:database-error");
        assertThat(problem.getProperties())
                .containsEntry("hint", "PGRST wants JSON: code and message in MESSAGE, status in DETAIL.");
    }
}
