package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsParserTests {

    @Test
    void readsARange() {
        assertThat(BoundsParser.parse("FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')"))
                .isEqualTo(range(List.of(value("2023-01-01")), List.of(value("2024-01-01"))));
    }

    @Test
    void readsBareAndQuotedNumbers() {
        assertThat(BoundsParser.parse("FOR VALUES FROM ('-10') TO (1.5)"))
                .isEqualTo(range(List.of(value("-10")), List.of(value("1.5"))));
    }

    @Test
    void readsOpenEnds() {
        assertThat(BoundsParser.parse("FOR VALUES FROM (MINVALUE) TO (MAXVALUE)"))
                .isEqualTo(range(List.of(new Bound.MinValue()), List.of(new Bound.MaxValue())));
    }

    @Test
    void tellsAnOpenEndFromTheSameWordInQuotes() {
        assertThat(BoundsParser.parse("FOR VALUES FROM ('MINVALUE') TO ('NULL')"))
                .isEqualTo(range(List.of(value("MINVALUE")), List.of(value("NULL"))));
    }

    @Test
    void readsARangeOverSeveralColumns() {
        assertThat(BoundsParser.parse("FOR VALUES FROM ('a, b)', 1, MINVALUE) TO ('c', '-2', MAXVALUE)"))
                .isEqualTo(range(
                        List.of(value("a, b)"), value("1"), new Bound.MinValue()),
                        List.of(value("c"), value("-2"), new Bound.MaxValue())));
    }

    @Test
    void readsQuotesWithinQuotes() {
        assertThat(BoundsParser.parse("FOR VALUES IN ('it''s', '''', '', '\\', 'ünï')"))
                .isEqualTo(new Bounds.Values(List.of("it's", "'", "", "\\", "ünï"), false));
    }

    @Test
    void readsAListWithNull() {
        assertThat(BoundsParser.parse("FOR VALUES IN ('NULL', NULL, true, 7)"))
                .isEqualTo(new Bounds.Values(List.of("NULL", "true", "7"), true));
        assertThat(BoundsParser.parse("FOR VALUES IN (NULL)")).isEqualTo(new Bounds.Values(List.of(), true));
    }

    @Test
    void readsAHash() {
        assertThat(BoundsParser.parse("FOR VALUES WITH (modulus 4, remainder 1)"))
                .isEqualTo(new Bounds.Hash(4, 1));
    }

    @Test
    void readsTheDefault() {
        assertThat(BoundsParser.parse("DEFAULT")).isEqualTo(new Bounds.Rest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "default",
                "FOR VALUES",
                "FOR VALUES IN (",
                "FOR VALUES IN ('a",
                "FOR VALUES IN ('a''",
                "FOR VALUES IN ('a'",
                "FOR VALUES IN ('a')x",
                "FOR VALUES FROM (1)",
                "FOR VALUES FROM (1) TO (2",
                "FOR VALUES WITH (modulus 4)",
            })
    void refusesWhatPostgresDoesNotWrite(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundsParser.parse(text))
                .withMessageContaining("not the bounds of a partition");
    }

    private static Bounds range(List<Bound> from, List<Bound> to) {
        return new Bounds.Range(from, to);
    }

    private static Bound value(String text) {
        return new Bound.Value(text);
    }
}
