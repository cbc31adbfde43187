package dev.pgweir.admin.partitions;

import dev.pgweir.lifecycle.change.ChangeReport;
import java.util.List;

/** What was done to partitions, or would be, in order; nothing where nothing had to be. */
record PartitionChanges(List<ChangeReport> changes) {}
