package dev.pgweir.demo.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Processor time as Linux counts it, in hundredths of a second. */
final class ProcessorTime {

    private static final double TICKS_PER_SECOND = 100;

    /** Fields of {@code /proc/<pid>/stat} behind the name: time of its own, and of children that have ended. */
    private static final int USER = 11;

    private static final int CHILDREN_SYSTEM = 14;

    private ProcessorTime() {}

    /** That of a process, its living descendants and those that have ended; empty where there is no {@code /proc}. */
    static OptionalDouble ofFamily(long process) {
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return OptionalDouble.empty();
        }
        var living = ProcessHandle.of(process).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(child -> ticks(child.pid()));
        return OptionalDouble.of((ticks(process) + living.sum()) / TICKS_PER_SECOND);
    }

    private static long ticks(long process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var ticks = 0L;
            for (var field = USER; field <= CHILDREN_SYSTEM; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks;
        } catch (IOException ended) {
            return 0;
        }
    }
}
