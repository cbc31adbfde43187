package dev.pgweir.resources.query;

import dev.pgweir.catalog.ColumnType;
import java.util.Optional;
import java.util.Set;

/** How one value is made of many (PostgreSQL manual, chapter 9.21). */
public enum AggregateFunction {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX;

    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8");

    ColumnType type(Optional<ColumnType> argument) {
        return switch (this) {
            case COUNT -> ColumnType.of("int8");
            case MIN, MAX -> argument.orElseThrow();
            case SUM, AVG ->
                argument.filter(type -> !type.array() && NUMBERS.contains(type.base()))
                        .map(number -> ColumnType.of("numeric"))
                        .orElseGet(argument::orElseThrow);
        };
    }
}
