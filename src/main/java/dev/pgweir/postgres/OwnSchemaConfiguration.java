package dev.pgweir.postgres;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
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

    /** Requests that log in as a user of their own write records in their transactions, and look at seals. */
    @Bean
    FlywayConfigurationCustomizer grants(Environment environment) {
        var login = Binder.get(environment)
                .bind("pgweir.access.login.username", String.class)
                .map(name -> name.isEmpty() ? "CURRENT_USER" : Identifier.quoted(name))
                .orElse("CURRENT_USER");
        return flyway -> flyway.placeholders(Map.of("login", login));
    }

    /** {@link OwnSchema} migrates when there is a primary. */
    @Bean
    FlywayMigrationStrategy notAtTheStart() {
        return _ -> {};
    }
}
