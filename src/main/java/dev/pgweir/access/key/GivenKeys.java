package dev.pgweir.access.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Keys as an operator writes them: a secret, a JWK, a set of them, or {@code @} and the file that holds one of these. */
public final class GivenKeys {

    private static final int SHORTEST_SECRET = 32;

    private GivenKeys() {}

    /**
     * The key that a secret is.
     *
     * @throws IllegalArgumentException if it is none, with what to do about it; never with the secret
     */
    public static List<JWK> ofSecret(String given, boolean isBase64) {
        var bytes = bytes(given);
        if (isBase64) {
            bytes = decoded(bytes);
        }
        if (bytes.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "the secret has %d bytes: make one of %d or more".formatted(bytes.length, SHORTEST_SECRET));
        }
        return List.of(new OctetSequenceKey.Builder(bytes).build());
    }

    /**
     * The keys of a JWK, or of a set of them.
     *
     * @throws IllegalArgumentException if it is none, with what to do about it
     */
    public static List<JWK> ofSet(String given) {
        var text = new String(bytes(given), UTF_8);
        try {
            var keys = text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("there is no key in it");
            }
            return List.copyOf(keys);
        } catch (ParseException e) {
            throw new IllegalArgumentException("it is neither a JWK nor a set of them: " + e.getMessage(), e);
        }
    }

    /** Whether a file holds them, which may change. */
    public static boolean areInFile(String given) {
        return given.startsWith("@");
    }

    private static byte[] bytes(String given) {
        if (!areInFile(given)) {
            return given.getBytes(UTF_8);
        }
        try {
            return withoutNewline(Files.readAllBytes(Path.of(given.substring(1))));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("the file %s cannot be read: %s".formatted(given.substring(1), e), e);
        }
    }

    /** An editor adds one. */
    private static byte[] withoutNewline(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    /** Both alphabets, as with PostgREST. */
    private static byte[] decoded(byte[] base64) {
        var text = new String(base64, US_ASCII)
                .strip()
                .replace('-', '+')
                .replace('_', '/')
                .replace('.', '=');
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the secret is not base64, as secret-is-base64 says", e);
        }
    }
}
