package dev.pgweir.resources.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import org.junit.jupiter.api.Test;

class OutermostKeysTests {

    private final Table sales = SampleCatalog.sales();
    private final OutermostKeys outermost = new OutermostKeys();

    @Test
    void remembersTheOutermostValueOfEachEnd() {
        outermost.saw(sales, date("2024-05-05"), true);
        outermost.saw(sales, date("2024-06-06"), true);
        outermost.saw(sales, date("2024-04-04"), true);
        outermost.saw(sales, date("2023-01-01"), false);
        assertThat(outermost.of(sales, KeyType.DATE, true)).contains(date("2024-06-06"));
        assertThat(outermost.of(sales, KeyType.DATE, false)).contains(date("2023-01-01"));
    }

    @Test
    void knowsNothingOfATableWhoseKeyHasAnotherType() {
        outermost.saw(sales, date("2024-05-05"), true);
        assertThat(outermost.of(sales, KeyType.INT4, true)).isEmpty();
    }

    private static KeyValue date(String text) {
        return KeyType.DATE.parse(text).orElseThrow();
    }
}
