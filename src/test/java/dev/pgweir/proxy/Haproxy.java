package dev.pgweir.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An HAProxy that listens at one port.
 *
 * @param process the proxy
 * @param port where it listens
 */
record Haproxy(ProxyProcess process, int port) implements AutoCloseable {

    static final String NOT_TESTED = "NOT TESTED: no HAProxy here; on Debian: apt-get install haproxy";

    static boolean isInstalled() {
        return ProxyProcess.isInstalled("haproxy", NOT_TESTED);
    }

    /** Passes connections on to servers at this machine, in turns. */
    static Haproxy before(Path folder, List<Integer> ports) {
        var servers = ports.stream()
                .map("    server s%1$d 127.0.0.1:%1$d%n"::formatted)
                .reduce("", String::concat);
        return start(folder, """
                defaults
                    mode tcp
                    timeout connect 1s
                    timeout client 1h
                    timeout server 1h
                listen node
                    bind 127.0.0.1:{port}
                    option clitcpka
                    option srvtcpka
                %s""".formatted(servers));
    }

    /** Starts one; in the configuration, {@code {port}} stands for where it listens. */
    static Haproxy start(Path folder, String configuration) {
        var port = ProxyProcess.freePort();
        try {
            Files.writeString(folder.resolve("haproxy.cfg"), configuration.replace("{port}", Integer.toString(port)));
            var program = ProxyProcess.installed("haproxy").orElseThrow().toString();
            return new Haproxy(ProxyProcess.start(folder, port, List.of(program, "-db", "-f", "haproxy.cfg")), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
