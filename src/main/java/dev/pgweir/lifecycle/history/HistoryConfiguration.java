package dev.pgweir.lifecycle.history;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactoryBean;

/** Scanned for, the repository would be missed once a team's own {@code @EnableJdbcRepositories} ends the scan of Spring Boot. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean
    JdbcRepositoryFactoryBean<HistoryEntries, HistoryEntry, Long> historyEntries() {
        return new JdbcRepositoryFactoryBean<>(HistoryEntries.class);
    }
}
