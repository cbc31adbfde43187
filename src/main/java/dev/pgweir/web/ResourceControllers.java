package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.ItemWrites;
import dev.pgweir.resources.PartitionExplainer;
import dev.pgweir.resources.ResourceReads;
import dev.pgweir.resources.ResourceWrites;
import dev.pgweir.resources.Streams;
import dev.pgweir.web.replay.IdempotentWrites;
import dev.pgweir.web.stream.StreamExchange;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes the controllers of resources. */
@Component
class ResourceControllers {

    private final ResourceReads reads;
    private final PartitionExplainer explainer;
    private final ResourceWrites writes;
    private final ItemWrites itemWrites;
    private final IdempotentWrites idempotent;
    private final Bodies bodies;
    private final StreamExchange streams;
    private final Set<String> guarded;

    ResourceControllers(
            ResourceReads reads,
            PartitionExplainer explainer,
            ResourceWrites writes,
            ItemWrites itemWrites,
            IdempotentWrites idempotent,
            Streams streams,
            WebProperties properties) {
        this.reads = reads;
        this.explainer = explainer;
        this.writes = writes;
        this.itemWrites = itemWrites;
        this.idempotent = idempotent;
        this.bodies = new Bodies(properties.maxBodySize().toBytes());
        this.streams = new StreamExchange(
                streams,
                Math.toIntExact(properties.maxBodySize().toBytes()),
                properties.maxImportSize().toBytes());
        this.guarded = properties.requireIfMatch();
    }

    ResourceController of(Table table) {
        return new ResourceController(
                table,
                reads,
                explainer,
                writes,
                itemWrites,
                idempotent,
                bodies,
                streams,
                guarded.contains(table.name()));
    }
}
