package dev.pgweir.routing.session;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes tokens as opaque text and reads them back: the fields, then the first 16 bytes of their HMAC-SHA-256, in base64url.
 * Every gateway with the same key takes them. Safe for use by many threads.
 */
public final class TokenCodec {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_LENGTH = 16;
    private static final byte VERSION = 'c';
    private static final int LENGTH = 1 + Long.BYTES + 2 * (Integer.BYTES + Long.BYTES);
    private static final LogPosition NONE = new LogPosition(0, Lsn.INVALID);

    private final Mac prototype;

    /** A token that was not written with this key, or not by a gateway at all. */
    public static final class InvalidToken extends Exception {

        private InvalidToken(String message) {
            super(message);
        }
    }

    public TokenCodec(byte[] secret) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token as text of some 70 letters, digits, hyphens and underscores. */
    public String write(ConsistencyToken token) {
        var bytes = ByteBuffer.allocate(LENGTH + SIGNATURE_LENGTH).put(VERSION).putLong(token.systemIdentifier());
        write(bytes, token.written().orElse(NONE));
        write(bytes, token.seen());
        bytes.put(sign(bytes.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads a token that a client brought. */
    public ConsistencyToken read(String text) throws InvalidToken {
        var bytes = decode(text);
        if (bytes.length != LENGTH + SIGNATURE_LENGTH || bytes[0] != VERSION) {
            throw new InvalidToken("the token is not one of this gateway's");
        }
        var signature = Arrays.copyOfRange(bytes, LENGTH, bytes.length);
        if (!MessageDigest.isEqual(signature, sign(bytes))) {
            throw new InvalidToken("the token was changed, or signed with another key");
        }
        var fields = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        var systemIdentifier = fields.getLong();
        var written = position(fields);
        return new ConsistencyToken(
                systemIdentifier, written.equals(NONE) ? Optional.empty() : Optional.of(written), position(fields));
    }

    private static void write(ByteBuffer bytes, LogPosition position) {
        bytes.putInt(position.timeline()).putLong(position.lsn().value());
    }

    private static LogPosition position(ByteBuffer bytes) {
        return new LogPosition(bytes.getInt(), new Lsn(bytes.getLong()));
    }

    private static byte[] decode(String text) throws InvalidToken {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidToken("the token is not one of this gateway's");
        }
    }

    private byte[] sign(byte[] bytes) {
        try {
            var mac = (Mac) prototype.clone();
            mac.update(bytes, 0, LENGTH);
            return Arrays.copyOf(mac.doFinal(), SIGNATURE_LENGTH);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
