package dev.pgweir.catalog.reader;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is exposed, and how often it is looked at.
 *
 * @param schema the schema whose tables and views become resources
 * @param catalog how they are read
 */
@Validated
@ConfigurationProperties("pgweir")
record CatalogProperties(
        @DefaultValue("public") @NotBlank String schema,
        @DefaultValue @Valid Reading catalog) {

    /**
     * How tables and views are read.
     *
     * @param refreshInterval the time between two readings
     */
    record Reading(
            @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(days = 1)
            Duration refreshInterval) {}
}
