package dev.pgweir.catalog.reader;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is exposed, and how often it is looked at.
 *
 * @param schema the schema whose tables and views become resources
 * @param furtherSchemas others, whose tables and views become resources with the schema in their names
 * @param catalog how they are read
 */
@Validated
@ConfigurationProperties("pgweir")
record CatalogProperties(
        @DefaultValue("public") @NotBlank String schema,

        @DefaultValue
        Set<
                        @NotBlank
                        @Pattern(
                                regexp = "[^.]*",
                                message = "must have no dot, which stands behind it in the names of resources")
                        String>
                furtherSchemas,

        @DefaultValue @Valid Reading catalog) {

    /** All schemas that are exposed, the default one first. */
    List<String> schemas() {
        return Stream.concat(Stream.of(schema), furtherSchemas.stream())
                .distinct()
                .toList();
    }

    /** Whether something of the default schema has a name that may be meant of a further schema. */
    boolean isMistakable(String in, String name) {
        return in.equals(schema) && furtherSchemas.stream().anyMatch(further -> name.startsWith(further + "."));
    }

    /** What a table or function is called. */
    String called(String in, String name) {
        return in.equals(schema) ? name : in + "." + name;
    }

    /**
     * How tables and views are read.
     *
     * @param refreshInterval the time between two readings
     */
    record Reading(
            @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(days = 1)
            Duration refreshInterval) {}
}
