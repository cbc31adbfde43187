package dev.pgweir.admin.partitions;

import dev.pgweir.lifecycle.doctor.Examination;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;

/** A partitioned table, in brief. */
record PartitionedTable(
        String resource,
        @Schema(allowableValues = {"range", "list", "hash"}) String strategy,
        List<String> key,
        int partitions,
        List<Finding> findings) {

    static PartitionedTable of(Examination examined) {
        return new PartitionedTable(
                examined.resource(),
                examined.scheme().strategy(),
                examined.scheme().key(),
                examined.coverage().partitions().size(),
                Stream.concat(
                                examined.findings().stream(),
                                examined.lifeCycle().stream().flatMap(status -> status.findings().stream()))
                        .distinct()
                        .toList());
    }
}
