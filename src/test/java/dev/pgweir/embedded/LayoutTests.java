package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.embedded.server.EmbeddedClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTests {

    @TempDir
    private Path folder;

    @Test
    void beginsWithAPrimaryAndItsReplicas() throws IOException {
        assertThat(Layout.of(folder, 2).nodes()).containsExactly("primary", "replica-1", "replica-2");
    }

    @Test
    void takesTheServerThatIsNoStandbyForThePrimary() throws IOException {
        write("primary", "standby.signal", "pg_wal/000000020000000000000003");
        write("replica-1", "pg_wal/000000020000000000000003");
        assertThat(Layout.of(folder, 2).nodes()).containsExactly("replica-1", "primary", "replica-2");
    }

    @Test
    void takesTheNewestTimelineForThePrimary() throws IOException {
        write("primary", "pg_wal/00000001000000000000000A");
        write("replica-1", "pg_wal/000000010000000000000003", "pg_wal/00000002.history");
        assertThat(Layout.of(folder, 1).nodes()).containsExactly("replica-1", "primary");
    }

    @Test
    void keepsThePrimaryWhenThereAreFewerReplicas() throws IOException {
        write("primary", "standby.signal", "pg_wal/000000020000000000000003");
        write("replica-2", "pg_wal/000000020000000000000003");
        assertThat(Layout.of(folder, 0).nodes()).containsExactly("replica-2");
    }

    @Test
    void ignoresHalfCopies() throws IOException {
        write("primary", "pg_wal/000000010000000000000003");
        write("replica-1.part", "pg_wal/000000010000000000000003");
        assertThat(Layout.of(folder, 1).nodes()).containsExactly("primary", "replica-1");
    }

    @Test
    void refusesTwoPrimariesOfOneTimeline() throws IOException {
        write("primary", "pg_wal/000000010000000000000003");
        write("replica-1", "pg_wal/000000010000000000000003");
        assertThatExceptionOfType(EmbeddedClusterException.class)
                .isThrownBy(() -> Layout.of(folder, 1))
                .withMessageContainingAll("several primaries", "primary", "replica-1");
    }

    @Test
    void refusesReplicasWithoutAPrimary() throws IOException {
        write("replica-1", "standby.signal", "pg_wal/000000010000000000000003");
        assertThatExceptionOfType(EmbeddedClusterException.class)
                .isThrownBy(() -> Layout.of(folder, 1))
                .withMessageContaining("no primary")
                .satisfies(exception -> assertThat(exception.action()).contains("standby.signal"));
    }

    private void write(String node, String... files) throws IOException {
        var directory = folder.resolve(node);
        Files.createDirectories(directory.resolve("pg_wal"));
        Files.writeString(directory.resolve("PG_VERSION"), "18");
        for (var file : List.of(files)) {
            Files.writeString(directory.resolve(file), "");
        }
    }
}
