package dev.pgweir.access.apikey;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as clients send it: {@code pgw_}, eight characters that name it, and behind another {@code _} a secret of 256 bits and four
 * characters by which scanners of source code, and the gateway, tell it from what only looks like one. Immutable.
 *
 * @param id the name
 * @param hash the SHA-256 of the whole, in hexadecimal digits
 */
record KeyText(String id, String hash) {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORM = Pattern.compile("(pgw_([0-9A-Za-z]{8})_[0-9A-Za-z]{43})([0-9A-Za-z]{4})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Whether a text is meant to be one. */
    static boolean isMeantBy(String text) {
        return text.startsWith("pgw_");
    }

    /** A new one. */
    static String random() {
        var id = digits(new BigInteger(64, RANDOM), 8);
        var body = "pgw_" + id + "_" + digits(new BigInteger(256, RANDOM), 43);
        return body + checksum(body);
    }

    /** Reads one; empty where it is none. */
    static Optional<KeyText> of(String text) {
        var found = FORM.matcher(text);
        return found.matches() && checksum(found.group(1)).equals(found.group(3))
                ? Optional.of(new KeyText(found.group(2), sha256(text)))
                : Optional.empty();
    }

    /** Whether it is the one of a hash; it takes as long wherever they differ. */
    boolean has(String other) {
        return MessageDigest.isEqual(hash.getBytes(US_ASCII), other.getBytes(US_ASCII));
    }

    private static String checksum(String body) {
        var sum = new CRC32();
        sum.update(body.getBytes(US_ASCII));
        return digits(BigInteger.valueOf(sum.getValue()), 4);
    }

    /** The last of the number's digits. */
    private static String digits(BigInteger number, int count) {
        var text = new StringBuilder();
        var rest = number;
        for (var i = 0; i < count; i++) {
            var parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            text.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
