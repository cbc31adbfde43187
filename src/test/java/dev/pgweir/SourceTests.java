package dev.pgweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Holds the source files to a size that can be read in one go. */
class SourceTests {

    private static final int MOST_LINES_OF_A_FILE = 300;
    private static final int MOST_LINES_OF_A_METHOD = 30;

    @Test
    void filesAreShort() throws IOException {
        var lines = new HashMap<Path, Integer>();
        for (var file : files()) {
            lines.put(file, Files.readAllLines(file).size());
        }
        assertThat(lines.entrySet())
                .isNotEmpty()
                .filteredOn(file -> file.getValue() > MOST_LINES_OF_A_FILE)
                .isEmpty();
    }

    @Test
    void methodsAreShort() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files());
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
            var lengths = new MethodLengths(Trees.instance(task));
            for (var file : task.parse()) {
                lengths.scan(file, file);
            }
            assertThat(lengths.lines.entrySet())
                    .isNotEmpty()
                    .filteredOn(method -> method.getValue() > MOST_LINES_OF_A_METHOD)
                    .isEmpty();
        }
    }

    private static List<Path> files() throws IOException {
        try (var main = Files.walk(Path.of("src/main/java"));
                var demo = Files.walk(Path.of("src/demo/java"))) {
            return Stream.concat(main, demo)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    /** Counts the lines of each method, from its annotations to its closing brace. */
    private static final class MethodLengths extends TreeScanner<Void, CompilationUnitTree> {

        private final Map<String, Long> lines = new HashMap<>();
        private final Trees trees;

        MethodLengths(Trees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree file) {
            var positions = trees.getSourcePositions();
            var first = file.getLineMap().getLineNumber(positions.getStartPosition(file, method));
            var last = file.getLineMap().getLineNumber(positions.getEndPosition(file, method));
            lines.put(file.getSourceFile().getName() + ":" + first + " " + method.getName(), last - first + 1);
            return super.visitMethod(method, file);
        }
    }
}
