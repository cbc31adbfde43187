package dev.pgweir.postgres;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Keeps Flyway away from the start, and the gateway's own tables from being served. */
@Configuration(proxyBeanMethods = false)
class OwnSchemaConfiguration {

    OwnSchemaConfiguration(OwnSchemaProperties properties, Environment environment) {
        if (ExposedSchemas.of(environment).all().contains(properties.ownSchema())) {
            throw new InvalidConfigurationPropertyValueException(
                    "pgweir.own-schema",
                    properties.ownSchema(),
                    "pgweir.schema or pgweir.further-schemas names the same schema, so that stored answers would be served as a"
                            + " resource");
        }
    }

    /** {@link OwnSchema} migrates when there is a primary. */
    @Bean
    FlywayMigrationStrategy notAtTheStart() {
        return _ -> {};
    }
}
