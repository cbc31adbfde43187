package dev.pgweir.admin.nodes;

import static java.util.stream.Collectors.joining;

import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import dev.pgweir.cluster.membership.MembershipRefused;
import dev.pgweir.cluster.membership.NodeAdjustment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request changes about a node.
 *
 * @param weight its share of reads
 * @param duty what it may be used for
 */
record NodeChange(
        @Schema(description = "Its share of reads as a replica, relative to the other replicas", example = "2")
        Optional<Integer> weight,

        @Schema(
                description = "A drained node is given no reads, a banned one no writes either",
                allowableValues = {"serving", "drained", "banned"},
                example = "drained")
        Optional<String> duty) {

    NodeAdjustment toAdjustment() {
        if (weight.isEmpty() && duty.isEmpty()) {
            throw MembershipRefused.malformed("the request changes neither weight nor duty");
        }
        return new NodeAdjustment(weight, duty.map(NodeChange::parse));
    }

    private static AllowedUse parse(String word) {
        return Arrays.stream(AllowedUse.values())
                .filter(use -> name(use).equals(word))
                .findFirst()
                .orElseThrow(() -> MembershipRefused.malformed("a duty is one of "
                        + Arrays.stream(AllowedUse.values())
                                .map(NodeChange::name)
                                .collect(joining(", "))));
    }

    private static String name(AllowedUse use) {
        return use.name().toLowerCase(Locale.ROOT);
    }
}
