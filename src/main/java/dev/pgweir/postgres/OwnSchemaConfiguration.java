package dev.pgweir.postgres;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps Flyway away from the start, and the gateway's own tables from being served. */
@Configuration(proxyBeanMethods = false)
class OwnSchemaConfiguration {

    OwnSchemaConfiguration(OwnSchemaProperties properties, @Value("${pgweir.schema}") String exposed) {
        if (properties.ownSchema().equals(exposed)) {
            throw new InvalidConfigurationPropertyValueException(
                    "pgweir.own-schema",
                    exposed,
                    "pgweir.schema names the same schema, so that stored answers would be served as a resource");
        }
    }

    /** {@link OwnSchema} migrates when there is a primary. */
    @Bean
    FlywayMigrationStrategy notAtTheStart() {
        return _ -> {};
    }
}
