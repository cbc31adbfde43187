package dev.pgweir.resources;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Relationships;
import dev.pgweir.limits.CallersRows;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.resources.list.Counts;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.parse.WriteParser;
import dev.pgweir.resources.plan.CursorCodec;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.ParseLimits;
import dev.pgweir.resources.request.ParseLimits.Embeds;
import dev.pgweir.resources.run.Reads;
import dev.pgweir.resources.run.Statements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Builds the pure stages from the configuration. */
@Configuration(proxyBeanMethods = false)
class ResourcesConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ResourcesConfiguration.class);

    @Bean
    QueryParser queryParser(ResourcesProperties properties, Catalogs catalogs) {
        return new QueryParser(
                new ParseLimits(
                        Math.min(properties.defaultLimit(), properties.maxLimit()),
                        properties.maxLimit(),
                        properties.maxOffset(),
                        properties.maxFilters(),
                        properties.maxFilterDepth(),
                        new Embeds(properties.maxEmbedDepth(), properties.maxEmbeds()),
                        CallersRows::atMost),
                new RelationshipFinder(new Relationships(catalogs::ofCaller)));
    }

    @Bean
    WriteParser writeParser(QueryParser queries) {
        return new WriteParser(queries);
    }

    @Bean
    ListPlanner listPlanner(ResourcesProperties properties) {
        return new ListPlanner(
                new CursorCodec(
                        SignedText.with(
                                properties.signingKey(),
                                () -> log.info(
                                        "pgweir.resources.signing-key is not set: cursors end with this process and with this instance"))));
    }

    @Bean
    Counts counts(Reads reads, Statements statements, ResourcesProperties properties, JsonMapper json) {
        return new Counts(reads, statements, properties.countTimeout(), properties.maxLimit(), json);
    }
}
