package dev.pgweir.limits.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells where requests come from: one address of IPv4, or the network of 64 bits that one client of IPv6 has. Thread-safe. */
public final class Addresses {

    private static final int CLIENTS_BYTES = 8;

    private final List<Network> proxies;

    /** @param proxies say truly for which clients they ask */
    public Addresses(List<Network> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /**
     * Where a request comes from.
     *
     * @param peer the other end of its connection
     * @param forwarded what {@code X-Forwarded-For} says; each proxy adds for which client it asks, and what is in front of that anybody
     *     may have written
     */
    public String of(String peer, Supplier<List<String>> forwarded) {
        if (proxies.isEmpty() && peer.indexOf(':') < 0) {
            return peer;
        }
        var client = literal(peer);
        if (client.isEmpty()) {
            return peer;
        }
        var hops = proxies.isEmpty() ? List.<String>of() : hops(forwarded.get());
        for (var i = hops.size() - 1; i >= 0 && isProxy(client.get()); i--) {
            var hop = literal(withoutPort(hops.get(i)));
            if (hop.isEmpty()) {
                break;
            }
            client = hop;
        }
        return of(client.get());
    }

    /** What requests from an address are counted by. */
    public static String of(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : HexFormat.of().formatHex(address.getAddress(), 0, CLIENTS_BYTES);
    }

    /** Whether it passes on the requests of others. */
    public boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    private static List<String> hops(List<String> forwarded) {
        return forwarded.stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }

    /** As in {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(1, Math.max(1, hop.indexOf(']')));
        }
        var colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
