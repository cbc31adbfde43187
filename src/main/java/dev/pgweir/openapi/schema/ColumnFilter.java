package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Column;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.stream.Collectors;

/**
 * The query parameter that filters by a column, one component that the operations on the table share. It may be given
 * several times, and then each filter must hold.
 */
public final class ColumnFilter {

    private ColumnFilter() {}

    /** The name of the component: of a column name whatever a component's name cannot hold is spelled in hexadecimal. */
    public static String componentName(DescribedResource resource, Column column) {
        var name = new StringBuilder(resource.typeName()).append('.');
        column.name().codePoints().forEach(character -> {
            if (character < 128 && (Character.isLetterOrDigit(character) || character == '_')) {
                name.appendCodePoint(character);
            } else {
                name.append('-').append(Integer.toHexString(character)).append('-');
            }
        });
        return name.toString();
    }

    public static Parameter of(Column column) {
        var operators = Operators.of(column.type()).stream()
                .map(operator -> '`' + operator + '`')
                .collect(Collectors.joining(", "));
        return new Parameter()
                .in("query")
                .name(column.name())
                .description("As in `%s=%s`, by %s.%s"
                        .formatted(column.name(), Examples.filter(column), operators, paths(column)))
                .schema(JsonTypes.arrayOf(JsonTypes.of("string")));
    }

    private static String paths(Column column) {
        return column.type().base().startsWith("json") && !column.type().array()
                ? " A path filters by what lies within: `%1$s->>a=eq.text`, `%1$s->a->0=gt.5`.".formatted(column.name())
                : "";
    }
}
