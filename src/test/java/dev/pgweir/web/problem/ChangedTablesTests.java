package dev.pgweir.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.CatalogOutdated;
import dev.pgweir.postgres.ServerFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangedTablesTests {

    private static final String IN_A_FUNCTION = "WPL/pgSQL function f() line 3 at SQL statement";

    private final List<Object> events = new ArrayList<>();
    private final ChangedTables tables = new ChangedTables(ServedTables.THREE, events::add);

    @Test
    void haveLostATableThatTheStatementNames() {
        assertChanged(Failures.told("42P01", "relation \"public.users\" does not exist", "P15"), 404);
    }

    @Test
    void haveLostATableThatCopyNames() {
        assertChanged(Failures.told("42P01", "relation \"public.users\" does not exist"), 404);
    }

    @Test
    void haveLostAColumn() {
        assertChanged(Failures.told("42703", "column \"day\" of relation \"users\" does not exist"), 404);
    }

    @Test
    void haveAColumnOfAnotherType() {
        var failure = Failures.told("42804", "column \"day\" is of type text", "RtransformAssignedExpr");

        assertChanged(failure, 409);
    }

    @Test
    void areNotToBlameForWhatAFunctionMisses() {
        assertUnchanged(Failures.told("42P01", "relation \"public.users\" does not exist", "P15", IN_A_FUNCTION));
        assertUnchanged(Failures.told("42703", "column \"x\" does not exist", IN_A_FUNCTION));
        assertUnchanged(
                Failures.told("42804", "column \"day\" is of type text", "RtransformAssignedExpr", IN_A_FUNCTION));
    }

    @Test
    void areNotToBlameForWhatAFunctionRaises() {
        assertUnchanged(Failures.told("42P01", "no public.users today", "Rexec_stmt_raise"));
        assertUnchanged(Failures.told("42703", "no such thing", "Rexec_stmt_raise"));
    }

    @Test
    void areNotToBlameForAValueThatNamesATable() {
        assertUnchanged(Failures.told("42P01", "relation \"nonsense\" does not exist"));
    }

    @Test
    void areNotToBlameForAnythingElse() {
        assertUnchanged(Failures.told("23505", "duplicate key"));
        assertUnchanged(Failures.told("42804", "argument of AND must be type boolean"));
    }

    private void assertChanged(ServerFailure failure, int status) {
        var problem = tables.problem(failure).orElseThrow().toProblemDetail();

        assertThat(problem.getType()).hasToString("urn:pgweir:problem:resource-changed");
        assertThat(problem.getStatus()).isEqualTo(status);
        assertThat(problem.getDetail()).isEqualTo("the table has changed: " + failure.message());
        assertThat(problem.getProperties()).containsEntry("code", failure.state());
        assertThat(events).containsExactly(new CatalogOutdated());
    }

    private void assertUnchanged(ServerFailure failure) {
        assertThat(tables.problem(failure)).isEmpty();
        assertThat(events).isEmpty();
    }
}
