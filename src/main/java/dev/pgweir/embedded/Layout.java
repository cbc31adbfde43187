package dev.pgweir.embedded;

import dev.pgweir.embedded.server.EmbeddedClusterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which nodes a cluster consists of, and which of them is the primary. Of a cluster that ran before, the files decide: a
 * replica that was promoted has no {@code standby.signal} and a newer timeline than the primary it replaced.
 *
 * @param nodes the nodes' names, the primary's first
 */
record Layout(List<String> nodes) {

    static Layout of(Path folder, int replicas) throws IOException {
        var primary = primaryIn(folder);
        var replicaNames = IntStream.rangeClosed(1, replicas).mapToObj(number -> "replica-" + number);
        var others = Stream.concat(Stream.of("primary"), replicaNames).filter(name -> !name.equals(primary));
        return new Layout(
                Stream.concat(Stream.of(primary), others.limit(replicas)).toList());
    }

    private static String primaryIn(Path folder) throws IOException {
        var writableByTimeline = new TreeMap<Integer, List<String>>();
        var standbys = 0;
        for (var directory : Workspace.dataDirectories(folder)) {
            if (directory.isStandby()) {
                standbys++;
            } else {
                writableByTimeline.merge(directory.timeline(), List.of(directory.name()), Layout::concat);
            }
        }
        if (writableByTimeline.isEmpty() && standbys == 0) {
            return "primary";
        }
        if (writableByTimeline.isEmpty()) {
            throw new EmbeddedClusterException(
                    "The data directory " + folder + " holds replicas, but no primary.",
                    "Delete the file standby.signal of the replica that shall be the primary.");
        }
        var newest = writableByTimeline.lastEntry().getValue();
        if (newest.size() > 1) {
            throw new EmbeddedClusterException(
                    "The data directory %s holds several primaries of one timeline: %s."
                            .formatted(folder, String.join(", ", newest)),
                    "Keep the one whose data you want, and move the others away.");
        }
        return newest.getFirst();
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
