package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.ResourceWrites;
import dev.pgweir.resources.item.ItemReads;
import dev.pgweir.resources.item.ItemWrites;
import dev.pgweir.resources.list.ListReads;
import dev.pgweir.web.input.BodyReader;
import dev.pgweir.web.replay.IdempotentWrites;
import dev.pgweir.web.stream.StreamExchange;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes the controllers of resources. */
@Component
class ResourceControllers {

    private final CallersTables tables;
    private final Stages stages;
    private final Set<String> guarded;

    /** Where requests are led. */
    @Component
    record Stages(
            ListReads reads,
            ResourceWrites writes,
            ItemReads itemReads,
            ItemWrites itemWrites,
            IdempotentWrites idempotent,
            BodyReader bodies,
            StreamExchange streams) {}

    ResourceControllers(CallersTables tables, Stages stages, WebProperties properties) {
        this.tables = tables;
        this.stages = stages;
        this.guarded = properties.requireIfMatch();
    }

    ResourceController of(Table table) {
        return new ResourceController(table, tables, stages, guarded.contains(table.name()));
    }
}
