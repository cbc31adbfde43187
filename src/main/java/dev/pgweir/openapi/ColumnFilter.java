package dev.pgweir.openapi;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.schema.Examples;
import dev.pgweir.openapi.schema.JsonTypes;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.Parameter.StyleEnum;

/** The query parameter that filters by a column. It may be given several times, and then each filter must hold. */
final class ColumnFilter {

    private ColumnFilter() {}

    static Parameter of(Column column) {
        var description = """
                Keeps the rows whose `%1$s` passes `operator.value`, where the operator is one of `eq`, `neq`, `gt`, \
                `gte`, `lt`, `lte`, `like`, `ilike`, `in`, `is`, each negated by a `not.` in front: `%1$s=%2$s`. \
                Repeat it, and all must hold.""".formatted(column.name(), Examples.filter(column));
        return new Parameter()
                .in("query")
                .name(column.name())
                .description(description)
                .style(StyleEnum.FORM)
                .explode(true)
                .schema(JsonTypes.arrayOf(JsonTypes.of("string")));
    }
}
