package dev.pgweir.limits.address;

import java.net.InetAddress;
import java.util.Optional;

/** A block of addresses (RFC 4632), such as {@code 10.0.0.0/8}. Immutable. */
public final class Network {

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** An address, or a block of them; empty for anything else. */
    public static Optional<Network> of(String text) {
        var slash = text.indexOf('/');
        try {
            var prefix = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            var bits = slash < 0 ? 8 * prefix.length : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > 8 * prefix.length ? Optional.empty() : Optional.of(new Network(prefix, bits));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit += 8) {
            var mask = 0xFF << Math.max(0, 8 - (bits - bit));
            if (((bytes[bit / 8] ^ prefix[bit / 8]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }
}
