package dev.pgweir.openapi.schema;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.ColumnType.Kind;
import dev.pgweir.resources.query.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperatorsTests {

    private static final ColumnType RANGE = new ColumnType("int4range", "int4range", false, Kind.RANGE, List.of());

    @Test
    void knowsEveryOperatorOfTheQueryLanguage() {
        var known = Stream.of(ColumnType.of("text"), RANGE)
                .flatMap(type -> Operators.of(type).stream())
                .collect(toSet());
        var language = Arrays.stream(Comparison.values()).map(Comparison::word).collect(toSet());
        language.addAll(Set.of("in", "is", "fts", "plfts", "phfts", "wfts"));

        assertThat(known).isEqualTo(language);
    }
}
