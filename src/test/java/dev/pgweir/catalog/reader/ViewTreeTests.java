package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.reader.ViewTree.OrderedBy;
import dev.pgweir.catalog.reader.ViewTree.ShownColumn;
import org.junit.jupiter.api.Test;

/** Trees are cut down to what is read of them; those of the server are read in the tests of views. */
class ViewTreeTests {

    @Test
    void readsColumnsOfTheSecondLevelOnly() {
        var tree =
                "({QUERY :targetList ({TARGETENTRY :expr {VAR :resno 9 :resorigtbl 9 :resorigcol 9} :resno 1 :resname id"
                        + " :resorigtbl 16384 :resorigcol 2 :resjunk false} {TARGETENTRY :expr {CONST} :resno 2 :resorigtbl 0"
                        + " :resorigcol 0} {TARGETENTRY :resno 3 :resorigtbl 16385 :resorigcol 12})})";

        assertThat(ViewTree.shown(tree).columns())
                .containsExactly(new ShownColumn(1, 16384, 2), new ShownColumn(3, 16385, 12));
    }

    @Test
    void passesOverWhatNamesAreMadeOf() {
        var tree =
                "({QUERY :targetList ({TARGETENTRY :resno 1 :resname \\{a\\}\\ :resno\\ 5 :resorigtbl 7 :resorigcol 2})})";

        assertThat(ViewTree.shown(tree).columns()).containsExactly(new ShownColumn(1, 7, 2));
    }

    @Test
    void readsNothingOfWhatIsNoTree() {
        assertThat(ViewTree.shown("").columns()).isEmpty();
        assertThat(ViewTree.shown("}}}{{ :resno 1").columns()).isEmpty();
        assertThat(ViewTree.shown("({Q ({T :resno :resorigtbl x :resorigcol 1})})")
                        .columns())
                .isEmpty();
    }

    @Test
    void readsTheOrderUpToWhatIsNotShown() {
        var tree =
                "({QUERY :rtable ({RTE :subquery {QUERY :sortClause ({SORTGROUPCLAUSE :tleSortGroupRef 1 :sortop 9})}})"
                        + " :targetList ({TARGETENTRY :resno 1 :ressortgroupref 2 :resjunk false} {TARGETENTRY :resno 2"
                        + " :ressortgroupref 1 :resjunk false} {TARGETENTRY :resno 3 :ressortgroupref 3 :resjunk true})"
                        + " :groupClause ({SORTGROUPCLAUSE :tleSortGroupRef 2 :sortop 97}) :sortClause ({SORTGROUPCLAUSE"
                        + " :tleSortGroupRef 1 :eqop 96 :sortop 521 :nulls_first true} {SORTGROUPCLAUSE :tleSortGroupRef 2 :sortop 97"
                        + " :nulls_first false} {SORTGROUPCLAUSE :tleSortGroupRef 3 :sortop 97} {SORTGROUPCLAUSE :tleSortGroupRef 1"
                        + " :sortop 97}) :limitCount <>})";

        assertThat(ViewTree.shown(tree).order())
                .containsExactly(new OrderedBy(2, 521, true), new OrderedBy(1, 97, false));
    }
}
