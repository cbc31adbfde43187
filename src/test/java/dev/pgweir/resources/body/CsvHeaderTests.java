package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.OddTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvHeaderTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\r", "\n1,2\n", "\r\n\"a\nb\",2"})
    void readsNamesUpToTheEndOfTheLineAndPassesOnTheWhole(String rest) throws IOException {
        var body = "order_date,\"order_id\"" + rest;
        var header =
                CsvHeader.read(SampleCatalog.sales(), new ByteArrayInputStream(body.getBytes(UTF_8)), Optional.empty());
        assertThat(header.columns()).extracting(Column::name).containsExactly("order_date", "order_id");
        assertThat(new String(header.body().readAllBytes(), UTF_8)).isEqualTo(body);
    }

    @Test
    void readsNamesOfAnyCharacters() throws IOException {
        var odd = OddTable.keyed().columns().stream()
                .filter(Column::writable)
                .map(Column::name)
                .toList();
        var line = odd.stream()
                .map(name -> "\"" + name.replace("\"", "\"\"") + "\"")
                .toList();
        var body = new ByteArrayInputStream(String.join(",", line).getBytes(UTF_8));
        assertThat(CsvHeader.read(OddTable.keyed(), body, Optional.empty()).columns())
                .extracting(Column::name)
                .containsExactlyElementsOf(odd);
    }

    @Test
    void passesOnABodyLongerThanItReads() throws IOException {
        var body = "order_id\n" + "1234567\n".repeat(10_000);
        var header =
                CsvHeader.read(SampleCatalog.sales(), new ByteArrayInputStream(body.getBytes(UTF_8)), Optional.empty());
        assertThat(new String(header.body().readAllBytes(), UTF_8)).isEqualTo(body);
    }
}
