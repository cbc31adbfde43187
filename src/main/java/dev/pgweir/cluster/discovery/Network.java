package dev.pgweir.cluster.discovery;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * The addresses that begin with the same bits.
 *
 * @param first any of them
 * @param bits how many bits are the same
 */
public record Network(InetAddress first, int bits) {

    /** {@code 10.0.0.0/8} or {@code fd00::/8}, as a regular expression. */
    public static final String FORM =
            "[0-9.]+/([0-9]|[12][0-9]|3[0-2])|[0-9a-fA-F:]*:[0-9a-fA-F:.]*/" + "([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])";

    /**
     * Reads a network.
     *
     * @throws IllegalArgumentException where it is not one
     */
    public static Network of(String text) {
        var parts = text.split("/", 2);
        return new Network(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean contains(InetAddress address) {
        var length = first.getAddress().length;
        return address.getAddress().length == length && prefix(address).equals(prefix(first));
    }

    private BigInteger prefix(InetAddress address) {
        return new BigInteger(1, address.getAddress()).shiftRight(address.getAddress().length * Byte.SIZE - bits);
    }
}
