package dev.pgweir.idempotency.record;

import dev.pgweir.idempotency.Idempotency.WriteKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactoryBean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Keeps Flyway away from the start, and the gateway's own tables from being served. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IdempotencyConfiguration {

    IdempotencyConfiguration(IdempotencyProperties properties, @Value("${pgweir.schema}") String exposed) {
        if (properties.schema().equals(exposed)) {
            throw new InvalidConfigurationPropertyValueException(
                    "pgweir.idempotency.schema",
                    exposed,
                    "pgweir.schema names the same schema, so that stored answers would be served as a resource");
        }
    }

    /** Scanned for, it would be missed once a team's own {@code @EnableJdbcRepositories} ends the scan of Spring Boot. */
    @Bean
    JdbcRepositoryFactoryBean<IdempotencyRecords, IdempotencyRecord, WriteKey> idempotencyRecords() {
        return new JdbcRepositoryFactoryBean<>(IdempotencyRecords.class);
    }

    /** {@link Migration} migrates when there is a primary. */
    @Bean
    FlywayMigrationStrategy notAtTheStart() {
        return _ -> {};
    }
}
