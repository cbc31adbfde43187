package dev.pgweir.access.revocation;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.watch.TableWatch;
import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.postgres.PrimaryFirst;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the table of revocations watched, where there are tokens. */
@Configuration(proxyBeanMethods = false)
class RevocationConfiguration {

    @Bean
    TableWatch<RevocationList> revocationWatch(
            AccessProperties properties, OwnSchema schema, PrimaryFirst nodes, RevocationTable table) {
        return new TableWatch<>(
                "revocations of tokens",
                !properties.issuers().isEmpty(),
                schema,
                nodes,
                () -> new RevocationList(table.all()));
    }
}
