package dev.pgweir.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.openapi.SampleCatalog;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PerTableTests {

    private final Table sales = SampleCatalog.sales();
    private final PerTable<Integer> values = new PerTable<>();
    private final AtomicInteger derived = new AtomicInteger();

    @Test
    void derivesTheValueOfATableOnce() {
        assertThat(values.get(sales, _ -> derived.incrementAndGet())).isEqualTo(1);
        assertThat(values.get(sales, _ -> derived.incrementAndGet())).isEqualTo(1);
    }

    @Test
    void derivesItAgainForATableOfAnotherCatalogThoughItSaysTheSame() {
        var read = SampleCatalog.sales();
        assertThat(read).isEqualTo(sales).isNotSameAs(sales);
        assertThat(values.get(sales, _ -> derived.incrementAndGet())).isEqualTo(1);
        assertThat(values.get(read, _ -> derived.incrementAndGet())).isEqualTo(2);
    }

    @Test
    void looksAgainForAValueThatWasNotThere() {
        assertThat(values.find(sales, _ -> Optional.empty())).isEmpty();
        assertThat(values.find(sales, _ -> Optional.of(1))).contains(1);
        assertThat(values.find(sales, _ -> Optional.of(2))).contains(1);
    }
}
