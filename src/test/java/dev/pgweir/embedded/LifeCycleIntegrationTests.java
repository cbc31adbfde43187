package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.embedded.server.EmbeddedClusterException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What a cluster leaves behind when its gateway ends well or badly, and who may run one. */
class LifeCycleIntegrationTests {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private Path folder;

    @Test
    void leavesNothingBehindOfAKilledGatewayNorOfItself() throws IOException, SQLException {
        var killed = GatewayProcess.start(CLASS_PATH, "");
        killed.kill();
        assertThat(isUp(killed.port())).as("the kill leaves the server running").isTrue();
        var next = EmbeddedCluster.start(new EmbeddedProperties(0, "", 0, 0.001));
        var server = next.servers().getFirst();
        assertThat(isUp(killed.port())).isFalse();
        assertThat(killed.folder().getParent()).doesNotExist();
        next.close();
        assertThat(isUp(server.port())).isFalse();
        assertThat(server.data().path().getParent()).doesNotExist();
    }

    @Test
    void takesOverTheDataOfAKilledGatewayButNotOfALivingOne() throws IOException, SQLException {
        var properties = new EmbeddedProperties(0, folder.toString(), 0, 0.001);
        var first = GatewayProcess.start(CLASS_PATH, folder.toString());
        execute(first.port(), "CREATE TABLE kept AS SELECT 1");
        assertThatExceptionOfType(EmbeddedClusterException.class)
                .isThrownBy(() -> EmbeddedCluster.start(properties))
                .withMessageContainingAll(folder.toString(), "in use");
        first.kill();
        try (var next = EmbeddedCluster.start(properties)) {
            assertThat(isUp(first.port())).isFalse();
            execute(next.servers().getFirst().port(), "TABLE kept");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "all other tests show it")
    void runsForAnOrdinaryUser() throws IOException {
        var asNobody = new String[] {"runuser", "-u", "nobody", "--"};
        Assumptions.assumeTrue(canRunJava(asNobody), "no user nobody who may run " + System.getProperty("java.home"));
        try (var gateway = GatewayProcess.start(readableClassPath(), "", asNobody)) {
            assertThat(isUp(gateway.port())).isTrue();
            assertThat(Files.getOwner(gateway.folder()).getName()).isEqualTo("nobody");
        }
    }

    private static boolean canRunJava(String... through) {
        var command = new ArrayList<>(List.of(through));
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-version"));
        try {
            return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** The class path again where everybody may read it: root's own folder is closed to others. */
    private String readableClassPath() throws IOException {
        var readable = Files.createDirectory(folder.resolve("class-path"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var copies = new ArrayList<String>();
        for (var element : CLASS_PATH.split(File.pathSeparator, -1)) {
            var original = Path.of(element);
            var copy = readable.resolve(copies.size() + "-" + original.getFileName());
            if (Files.isDirectory(original)) {
                FileSystemUtils.copyRecursively(original, copy);
            } else {
                Files.copy(original, copy);
            }
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static boolean isUp(int port) {
        try {
            execute(port, "SELECT 1");
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    private static void execute(int port, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/pgweir".formatted(port), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
