package dev.pgweir.admin.partitions;

import dev.pgweir.lifecycle.MakeOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** Which partitions to make. */
record MakeRequest(
        @Schema(description = "Where the first begins; without it behind the last one there is", example = "2027-01-01")
        Optional<String> from,

        @Schema(description = "Where it ends; without it as far as the others reach", example = "2027-02-01")
        Optional<String> to,

        @Schema(description = "How many, one after the other; 1 if not given", example = "3")
        Optional<Integer> count) {

    MakeOrder toOrder() {
        return new MakeOrder(from, to, count);
    }
}
