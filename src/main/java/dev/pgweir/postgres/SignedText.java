package dev.pgweir.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts that clients keep for the gateway, and cannot change: bytes, then the first 16 bytes of their HMAC-SHA-256, in
 * base64url. Every gateway that knows the key takes them. Thread-safe.
 */
public final class SignedText {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_LENGTH = 16;
    private static final int RANDOM_LENGTH = 32;

    private final List<Key> keys;

    /** A text that was not signed with this key, or by no gateway at all. The message goes on a sentence about the text. */
    public static final class NotSigned extends Exception {

        NotSigned(String message) {
            super(message);
        }
    }

    /** @param secret the key */
    public SignedText(byte[] secret) {
        this(List.of(new Key(secret)));
    }

    private SignedText(List<Key> keys) {
        this.keys = keys;
    }

    /**
     * With the keys that were configured, or a random one.
     *
     * @param configured several joined by commas, of which the first signs; empty where none was
     * @param onRandom told where the key is a random one, so that texts end with this process and with this instance
     */
    public static SignedText with(String configured, Runnable onRandom) {
        if (!configured.isEmpty()) {
            return new SignedText(Stream.of(configured.split(","))
                    .map(secret -> new Key(secret.getBytes(UTF_8)))
                    .toList());
        }
        onRandom.run();
        var secret = new byte[RANDOM_LENGTH];
        new SecureRandom().nextBytes(secret);
        return new SignedText(secret);
    }

    /** Signs bytes, and writes them as letters, digits, hyphens and underscores. */
    public String write(byte[] bytes) {
        var signed = Arrays.copyOf(bytes, bytes.length + SIGNATURE_LENGTH);
        System.arraycopy(keys.getFirst().sign(bytes), 0, signed, bytes.length, SIGNATURE_LENGTH);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /**
     * Reads the bytes of a text.
     *
     * @throws NotSigned where they are not those that were written
     */
    public byte[] read(String text) throws NotSigned {
        var signed = decode(text);
        if (signed.length <= SIGNATURE_LENGTH) {
            throw new NotSigned("is cut short");
        }
        var bytes = Arrays.copyOf(signed, signed.length - SIGNATURE_LENGTH);
        var signature = Arrays.copyOfRange(signed, bytes.length, signed.length);
        if (keys.stream().noneMatch(key -> MessageDigest.isEqual(signature, key.sign(bytes)))) {
            throw new NotSigned("was changed, or signed with another key");
        }
        return bytes;
    }

    private static byte[] decode(String text) throws NotSigned {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new NotSigned("is not one of this gateway's");
        }
    }

    private static final class Key {

        private final Mac prototype;

        /** Of the threads of the operating system: to make one takes longer than to sign by it. */
        private final ThreadLocal<Mac> ofThread = ThreadLocal.withInitial(this::another);

        private Key(byte[] secret) {
            try {
                prototype = Mac.getInstance(ALGORITHM);
                prototype.init(new SecretKeySpec(secret, ALGORITHM));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] sign(byte[] bytes) {
            var mac = Thread.currentThread().isVirtual() ? another() : ofThread.get();
            return Arrays.copyOf(mac.doFinal(bytes), SIGNATURE_LENGTH);
        }

        private Mac another() {
            try {
                return (Mac) prototype.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
