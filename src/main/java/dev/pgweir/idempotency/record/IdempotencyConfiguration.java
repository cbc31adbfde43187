package dev.pgweir.idempotency.record;

import dev.pgweir.idempotency.Idempotency.WriteKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactoryBean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Makes the repository of records. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IdempotencyConfiguration {

    /** Scanned for, it would be missed once a team's own {@code @EnableJdbcRepositories} ends the scan of Spring Boot. */
    @Bean
    JdbcRepositoryFactoryBean<IdempotencyRecords, IdempotencyRecord, WriteKey> idempotencyRecords() {
        return new JdbcRepositoryFactoryBean<>(IdempotencyRecords.class);
    }
}
