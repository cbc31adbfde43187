package dev.pgweir.catalog.reader;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
        @DefaultValue Set<@NotBlank String> furtherSchemas,
        @DefaultValue @Valid Reading catalog) {

    /** All schemas that are exposed, the default one first. */
    List<String> schemas() {
        return Stream.concat(Stream.of(schema), furtherSchemas.stream())
                .distinct()
                .toList();
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
