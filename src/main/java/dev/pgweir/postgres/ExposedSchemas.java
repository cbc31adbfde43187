package dev.pgweir.postgres;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The schemas whose tables and functions are served.
 *
 * @param all the default one first
 */
public record ExposedSchemas(List<String> all) {

    /** Those of a configuration. */
    public static ExposedSchemas of(Environment environment) {
        var binder = Binder.get(environment);
        var usual = binder.bind("pgweir.schema", String.class).orElse("public");
        var further = binder.bind("pgweir.further-schemas", Bindable.listOf(String.class))
                .orElse(List.of());
        return new ExposedSchemas(
                Stream.concat(Stream.of(usual), further.stream()).distinct().toList());
    }
}
