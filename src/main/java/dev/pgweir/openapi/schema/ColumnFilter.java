package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Column;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.Parameter.StyleEnum;
import java.util.stream.Collectors;

/** The query parameter that filters by a column. It may be given several times, and then each filter must hold. */
public final class ColumnFilter {

    private ColumnFilter() {}

    public static Parameter of(Column column) {
        var operators = Operators.of(column.type()).stream()
                .map(operator -> '`' + operator + '`')
                .collect(Collectors.joining(", "));
        var description = """
                Keeps the rows whose `%1$s` passes `operator.value`, as in `%1$s=%2$s`. The operator is one of %3$s, \
                each negated by a `not.` in front. Repeat it, and all must hold.%4$s""".formatted(column.name(), Examples.filter(column), operators, paths(column));
        return new Parameter()
                .in("query")
                .name(column.name())
                .description(description)
                .style(StyleEnum.FORM)
                .explode(true)
                .schema(JsonTypes.arrayOf(JsonTypes.of("string")));
    }

    private static String paths(Column column) {
        return column.type().base().startsWith("json") && !column.type().array()
                ? " A path filters by what lies within: `%1$s->>a=eq.text`, `%1$s->a->0=gt.5`.".formatted(column.name())
                : "";
    }
}
