package dev.pgweir.openapi.document;

import io.swagger.v3.oas.models.OpenAPI;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** An OpenAPI document as text, which is kept packed by gzip, a twentieth of its size. Immutable. */
final class Document {

    private static final int LENGTH_OF_TAG = 8;

    private final byte[] packed;
    private final String hash;

    private Document(byte[] packed, String hash) {
        this.packed = packed;
        this.hash = hash;
    }

    static Document of(OpenAPI content, DocumentForm form) {
        try {
            var packed = new ByteArrayOutputStream();
            var digest = MessageDigest.getInstance("SHA-256");
            try (var out = new DigestOutputStream(new GZIPOutputStream(packed), digest)) {
                form.write(content, out);
            }
            return new Document(packed.toByteArray(), HexFormat.of().formatHex(digest.digest(), 0, LENGTH_OF_TAG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes(boolean asGzip) {
        if (asGzip) {
            return packed;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The strong entity tag of these bytes. */
    String tag(boolean asGzip) {
        return '"' + hash + (asGzip ? "-gzip" : "") + '"';
    }
}
