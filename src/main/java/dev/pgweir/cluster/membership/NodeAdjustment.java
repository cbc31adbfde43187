package dev.pgweir.cluster.membership;

import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What an operator decides about a node, whatever the configuration or a look-up says.
 *
 * @param weight its share of reads; empty where it stays as it is
 * @param allowedUse what it may be used for; empty where it stays as it is
 */
public record NodeAdjustment(Optional<Integer> weight, Optional<AllowedUse> allowedUse) {

    static final NodeAdjustment NONE = new NodeAdjustment(Optional.empty(), Optional.empty());

    NodeDefinition applyTo(NodeDefinition node) {
        return node.with(weight.orElse(node.weight()), allowedUse.orElse(node.allowedUse()));
    }

    /** Both, where the later one may overrule this. */
    NodeAdjustment then(NodeAdjustment later) {
        return new NodeAdjustment(later.weight.or(() -> weight), later.allowedUse.or(() -> allowedUse));
    }

    @Override
    public String toString() {
        var words = new StringJoiner(", ");
        weight.ifPresent(share -> words.add("weight " + share));
        allowedUse.ifPresent(now -> words.add(now.name().toLowerCase(Locale.ROOT)));
        return words.toString();
    }
}
