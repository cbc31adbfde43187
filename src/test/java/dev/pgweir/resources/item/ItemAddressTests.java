package dev.pgweir.resources.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Kind;
import dev.pgweir.catalog.Table.Structure;
import dev.pgweir.catalog.Table.Trait;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ItemAddressTests {

    @Test
    void takesWhatCommasPart() {
        assertThat(values(2, "6", "2024-05-05")).containsExactly("6", "2024-05-05");
        assertThat(values(2, "", "")).containsExactly("", "");
        assertThat(values(1, "Lovelace, Ada")).containsExactly("Lovelace, Ada");
    }

    @Test
    void partsAKeyWhoseCommasCameEncoded() {
        assertThat(values(2, "6,2024-05-05")).containsExactly("6", "2024-05-05");
        assertThat(values(2, ",")).containsExactly("", "");
        assertThat(values(3, ",a,")).containsExactly("", "a", "");
        assertThat(values(2, "\"a,b\",c")).containsExactly("a,b", "c");
        assertThat(values(2, "\"a,b")).containsExactly("\"a", "b");
    }

    @Test
    void takesWhatStandsInQuotes() {
        assertThat(values(1, "\"\"")).containsExactly("");
        assertThat(values(1, "\"..\"")).containsExactly("..");
        assertThat(values(1, "\"a\\\"b\\\\\"")).containsExactly("a\"b\\");
        assertThat(values(1, "\"a")).containsExactly("\"a");
        assertThat(values(1, "\"")).containsExactly("\"");
    }

    @Test
    void quotesOnlyWhatMustBe() {
        assertThat(ItemAddress.of(List.of("a b", "/", "x\"y"))).containsExactly("a b", "/", "x\"y");
        assertThat(ItemAddress.of(List.of("", "."))).containsExactly("\"\"", "\".\"");
        assertThat(ItemAddress.of(List.of("a,b"))).containsExactly("a,b");
        assertThat(ItemAddress.of(List.of("a,b", "c"))).containsExactly("\"a,b\"", "c");
    }

    @Property(tries = 2000)
    void leadsBackToAnyKey(
            @ForAll @Size(min = 1, max = 3)
                    List<@CharRange(from = ' ', to = '/') @CharRange(from = '[', to = 'b') String> key) {
        var parts = ItemAddress.of(key);
        assertThat(ItemAddress.values(table(key.size()), parts)).isEqualTo(key);
        assertThat(ItemAddress.values(table(key.size()), List.of(String.join(",", parts))))
                .isEqualTo(key);
    }

    private static List<String> values(int columns, String... parts) {
        return ItemAddress.values(table(columns), List.of(parts));
    }

    private static Table table(int columns) {
        var names =
                Stream.iterate(0, i -> i + 1).limit(columns).map(i -> "c" + i).toList();
        return new Table(
                "public",
                "t",
                Kind.TABLE,
                Optional.empty(),
                new Structure(
                        names.stream()
                                .map(name -> new Column(
                                        name,
                                        ColumnType.of("text"),
                                        false,
                                        Optional.empty(),
                                        Column.Generation.NONE,
                                        Optional.empty()))
                                .toList(),
                        List.of(new Key("pkey", true, names)),
                        List.of(),
                        Optional.empty()),
                new Access(Set.of(), EnumSet.allOf(Trait.class)));
    }
}
