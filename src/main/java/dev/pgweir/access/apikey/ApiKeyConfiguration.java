package dev.pgweir.access.apikey;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.apikey.ApiKeyTable.StoredKey;
import dev.pgweir.access.watch.TableWatch;
import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.postgres.PrimaryFirst;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the table of API keys watched. */
@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration {

    @Bean
    TableWatch<Map<String, StoredKey>> apiKeyWatch(
            AccessProperties properties, OwnSchema schema, PrimaryFirst nodes, ApiKeyTable table) {
        return new TableWatch<>(
                "API keys",
                properties.keys(),
                schema,
                nodes,
                () -> table.all().stream()
                        .collect(toUnmodifiableMap(stored -> stored.key().id(), identity())));
    }
}
