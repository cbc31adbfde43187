package dev.pgweir.cluster.membership;

import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeDefinition.Duty;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What an operator decides about a node, whatever the configuration or a look-up says.
 *
 * @param weight its share of reads; empty where it stays as it is
 * @param duty what it may be used for; empty where it stays as it is
 */
public record NodeAdjustment(Optional<Integer> weight, Optional<Duty> duty) {

    static final NodeAdjustment NONE = new NodeAdjustment(Optional.empty(), Optional.empty());

    NodeDefinition applyTo(NodeDefinition node) {
        return node.with(weight.orElse(node.weight()), duty.orElse(node.duty()));
    }

    /** Both, where the later one may overrule this. */
    NodeAdjustment then(NodeAdjustment later) {
        return new NodeAdjustment(later.weight.or(() -> weight), later.duty.or(() -> duty));
    }

    @Override
    public String toString() {
        var words = new StringJoiner(", ");
        weight.ifPresent(share -> words.add("weight " + share));
        duty.ifPresent(now -> words.add(now.name().toLowerCase(Locale.ROOT)));
        return words.toString();
    }
}
