package dev.pgweir.admin.nodes;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * Something that has happened to the cluster.
 *
 * @param time when the gateway learned of it
 * @param by who did it, or found it out
 * @param what happened
 */
record ClusterEvent(
        Instant time,

        @Schema(
                description =
                        "The address an operator's request came from, the look-up that found a node, or the probe",
                example = "127.0.0.1")
        String by,

        @Schema(example = "changed replica-1: drained") String what) {}
