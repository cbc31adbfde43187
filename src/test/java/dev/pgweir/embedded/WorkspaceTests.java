package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.embedded.server.EmbeddedClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTests {

    @TempDir
    private Path folder;

    @Test
    void refusesADataDirectoryThatIsAFile() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertRefused(file, "cannot be used");
        assertRefused(file.resolve("below"), "cannot be used");
    }

    @Test
    void refusesAFolderOfSomebodyElse() throws IOException {
        Files.createFile(folder.resolve("PG_VERSION"));

        assertRefused(folder, "not empty");
        assertThat(folder).isDirectoryNotContaining("glob:**gateway.lock");
    }

    @Test
    void takesANewFileSystemAndWhatItHasUsedBefore() throws IOException {
        Files.createDirectory(folder.resolve("lost+found"));

        Workspace.open(keptIn(folder)).close();
        Files.createDirectory(folder.resolve("primary.part"));
        Workspace.open(keptIn(folder)).close();

        assertThat(folder).isDirectoryContaining("glob:**gateway.lock");
    }

    private static void assertRefused(Path dataDir, String description) {
        assertThatExceptionOfType(EmbeddedClusterException.class)
                .isThrownBy(() -> Workspace.open(keptIn(dataDir)))
                .withMessageContaining(description)
                .satisfies(refusal -> assertThat(refusal.action()).contains("pgweir.embedded.data-dir"));
    }

    private static EmbeddedProperties keptIn(Path dataDir) {
        return new EmbeddedProperties(0, dataDir.toString(), 0, 0.01);
    }
}
