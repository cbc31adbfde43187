package dev.pgweir.resources.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.OddTable;
import dev.pgweir.resources.answer.PartitionMove;
import dev.pgweir.resources.answer.PreconditionFailed;
import dev.pgweir.resources.answer.RowSkipped;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Precondition;
import dev.pgweir.resources.sql.write.Returned;
import dev.pgweir.resources.sql.write.RowWrite;
import dev.pgweir.resources.sql.write.RowWrite.ItemTarget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a write of one row touched none. */
class WriteRefusalTests {

    private static final Table TABLE = OddTable.keyed();
    private static final Precondition NONE = new Precondition.None();
    private static final CurrentRow GONE = new CurrentRow(false, Optional.empty(), Optional.empty(), List.of(), true);
    private static final CurrentRow THERE = there(List.of(), true);

    @Test
    void refusesARowThatMustNotBeThere() {
        assertThat(WriteRefusal.of(write(Optional.empty()), new Precondition.Absent(), THERE))
                .isInstanceOf(PreconditionFailed.class)
                .hasMessage("the row is there already");
    }

    @Test
    void refusesARowThatMustBeThere() {
        for (var condition : List.of(new Precondition.Present(), new Precondition.HasVersion(List.of("7")))) {
            assertThat(WriteRefusal.of(write(Optional.empty()), condition, GONE))
                    .isInstanceOf(PreconditionFailed.class)
                    .hasMessage("there is no such row");
        }
    }

    @Test
    void refusesARowOfAnotherVersion() {
        var condition = new Precondition.HasVersion(List.of("6", "7"));
        assertThat(WriteRefusal.of(write(Optional.of(List.of("6", "7"))), condition, THERE))
                .isInstanceOf(PreconditionFailed.class)
                .hasMessage("the row has changed");
        assertThat(WriteRefusal.of(write(Optional.of(List.of("6", "8"))), condition, THERE))
                .isInstanceOf(RowSkipped.class);
    }

    @Test
    void refusesABodyThatNamesAnotherKey() {
        var gone = new CurrentRow(false, Optional.empty(), Optional.empty(), List.of(), false);
        for (var row : List.of(there(List.of(), false), gone)) {
            assertThat(WriteRefusal.of(write(Optional.empty()), NONE, row))
                    .isInstanceOfSatisfying(
                            InvalidRequest.class,
                            refused -> assertThat(refused.code()).isEqualTo("key-mismatch"));
        }
    }

    @Test
    void blamesAColumnThatTheServerHasFilledInAnotherWay() {
        var refusal = WriteRefusal.of(write(Optional.empty()), NONE, there(List.of(column("id")), true));
        assertThat(refusal).isInstanceOfSatisfying(InvalidRequest.class, refused -> {
            assertThat(refused.code()).isEqualTo("generated-column");
            assertThat(refused.origin()).isEqualTo(new Origin.Body("/id"));
        });
    }

    @Test
    void refusesToMoveTheRow() {
        assertThat(WriteRefusal.of(write(Optional.empty()), NONE, there(List.of(column("tags")), true)))
                .isInstanceOf(PartitionMove.class)
                .hasMessageContaining("tags");
    }

    @Test
    void saysThatTheDatabasePassedTheRowOverWhereNothingElseExplainsIt() {
        assertThat(WriteRefusal.of(write(Optional.empty()), NONE, THERE)).isInstanceOf(RowSkipped.class);
        assertThat(WriteRefusal.of(write(Optional.empty()), NONE, GONE)).isInstanceOf(RowSkipped.class);
    }

    private static CurrentRow there(List<Column> others, boolean sameKey) {
        return new CurrentRow(true, Optional.of("8"), Optional.empty(), others, sameKey);
    }

    private static Column column(String name) {
        return TABLE.column(name).orElseThrow();
    }

    private static RowWrite write(Optional<List<String>> versions) {
        var target = new ItemTarget(TABLE, ItemKey.of(TABLE, List.of("1")), versions);
        var body = BodyParser.ofOneRow(TABLE, Optional.empty(), false).parse("{\"id\": 1}".getBytes(UTF_8));
        return RowWrite.replacement(target, body, Returned.NOTHING);
    }
}
