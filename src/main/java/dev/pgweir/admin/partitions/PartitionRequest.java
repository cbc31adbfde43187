package dev.pgweir.admin.partitions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** Which partition something is done to. */
record PartitionRequest(
        @Schema(description = "The partition's name", example = "sales_2020")
        Optional<String> partition,

        @Schema(
                description = "What becomes of a detached partition: `keep`, if not given, or `drop`",
                allowableValues = {"keep", "drop"})
        Optional<String> then) {

    String name() {
        return partition.orElseThrow(() -> PartitionProblems.malformed("partition is missing"));
    }

    boolean drops() {
        return switch (then.orElse("keep")) {
            case "keep" -> false;
            case "drop" -> true;
            default -> throw PartitionProblems.malformed("then must be keep or drop");
        };
    }
}
