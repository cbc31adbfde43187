package dev.pgweir.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A proxy as the machine has it installed, stopped on close. What refuses to be run by root runs in a user namespace, where the
 * tests run as root.
 *
 * @param process the proxy
 * @param folder with its configuration, and what it prints
 */
record ProxyProcess(Process process, Path folder) implements AutoCloseable {

    /** Debian's services are in folders that only root has on its path. */
    static Optional<Path> installed(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether it is there; the log says what is not tested without it. */
    static boolean isInstalled(String program, String notTested) {
        var found = installed(program).isPresent();
        if (!found) {
            System.out.println(notTested);
        }
        return found;
    }

    /** Starts one, and waits until it listens. */
    static ProxyProcess start(Path folder, int port, List<String> command) throws IOException {
        var all = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            all.addAll(List.of("unshare", "--user"));
        }
        all.addAll(command);
        var log = folder.resolve("log").toFile();
        var process = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        await().atMost(Duration.ofSeconds(10))
                .failFast(() ->
                        assertThat(process.isAlive()).as(() -> contentOf(log)).isTrue())
                .until(() -> listens(port));
        return new ProxyProcess(process, folder);
    }

    /** Has it read its configuration again. */
    void reload() throws IOException {
        new ProcessBuilder("kill", "-HUP", "" + process.pid()).start().onExit().join();
    }

    /** A port that nobody listens at. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    }
}
