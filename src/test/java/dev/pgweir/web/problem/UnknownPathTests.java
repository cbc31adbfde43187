package dev.pgweir.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.routing.RouteReport.Explanation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownPathTests {

    @ParameterizedTest
    @CsvSource({
        "/user, PGRST205, Did you mean /users?",
        "/user/7, PGRST125, Did you mean /users?",
        "/nothing-alike, PGRST205,",
        "/rpc/add, PGRST202,",
        "/, PGRST125,",
        "/a/b/c, PGRST125,"
    })
    void isToldWhatMayHaveBeenMeant(String path, String code, String hint) {
        var problem = at(ServedTables.THREE).problem(path).toProblemDetail();

        assertThat(problem.getStatus()).isEqualTo(404);
        assertThat(problem.getType()).hasToString("urn:pgweir:problem:no-such-route");
        assertThat(problem.getDetail()).isEqualTo("nothing is served at " + path);
        assertThat(problem.getProperties()).containsEntry("code", code).containsEntry("hint", hint);
    }

    @Test
    void mayBeOfAnItemThatHasNoAddress() {
        var problem = at(ServedTables.THREE).problem("/notes/7").toProblemDetail();

        assertThat(problem.getDetail())
                .isEqualTo("notes has no items, for it has no primary key that the gateway may read");
        assertThat(problem.getProperties()).containsEntry("hint", "Filter its rows: /notes?column=eq.value");
    }

    @Test
    void isNotKnownToBeUnknownBeforeThereIsACatalog() {
        var problem = at(ServedTables.NONE_YET).problem("/users").toProblemDetail();

        assertThat(problem.getStatus()).isEqualTo(503);
        assertThat(problem.getType()).hasToString("urn:pgweir:problem:no-catalog");
        assertThat(problem.getDetail()).isEqualTo("no node has told yet which tables there are: all nodes are down");
    }

    private static UnknownPath at(ServedTables tables) {
        return new UnknownPath(
                tables, _ -> new Explanation(Optional.empty(), Optional.of("all nodes are down"), List.of()));
    }
}
