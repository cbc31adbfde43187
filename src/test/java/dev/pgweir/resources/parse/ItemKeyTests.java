package dev.pgweir.resources.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.ColumnType.Kind;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Structure;
import dev.pgweir.resources.request.InvalidRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemKeyTests {

    @Test
    void pairsValuesWithTheColumnsOfTheKey() {
        var key = key("order_id", "order_date");

        assertThat(ItemKey.of(table(key), List.of("6", "2024-05-05")).values()).containsExactly("6", "2024-05-05");
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        var key = key("order_id", "order_date");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> ItemKey.of(table(key), List.of("6")))
                .withMessageContaining("order_id,order_date");
    }

    private static Key key(String... columns) {
        return new Key("pkey", true, List.of(columns));
    }

    private static Table table(Key key) {
        var columns = key.columns().stream()
                .map(name -> new Column(
                        name,
                        new ColumnType("text", "text", false, Kind.BASE, List.of()),
                        false,
                        Optional.empty(),
                        Generation.NONE,
                        Optional.empty()))
                .toList();
        return new Table(
                "public",
                "t",
                Table.Kind.TABLE,
                Optional.empty(),
                new Structure(columns, List.of(key), List.of(), Optional.empty()),
                new Access(Set.of(), EnumSet.allOf(Table.Trait.class)));
    }
}
