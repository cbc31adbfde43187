package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;

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
    void tellsWhetherTheOutermostQueryOrdersItsRows() {
        assertThat(ViewTree.shown(
                                "({QUERY :rtable ({RTE :subquery {QUERY :sortClause <>}}) :sortClause ({SORT :x 1})})")
                        .ordered())
                .isTrue();
        assertThat(ViewTree.shown(
                                "({QUERY :rtable ({RTE :subquery {QUERY :sortClause ({SORT :x 1})}}) :sortClause <>})")
                        .ordered())
                .isFalse();
    }
}
