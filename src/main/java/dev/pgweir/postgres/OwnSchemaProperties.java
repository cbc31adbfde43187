package dev.pgweir.postgres;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the gateway keeps its own tables.
 *
 * @param ownSchema their schema
 */
@Validated
@ConfigurationProperties("pgweir")
record OwnSchemaProperties(
        @DefaultValue("pgweir")
        @Pattern(regexp = "(?!pg_)[a-z_][a-z0-9_]{0,62}", message = "must be a plain name in lower case")
        String ownSchema) {}
