package dev.pgweir.resources.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes cursors as opaque text and reads them back: the fields, then the first 16 bytes of their HMAC-SHA-256, in
 * base64url. A cursor that was not written with the same key is refused. Safe for use by many threads.
 */
public final class CursorCodec {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_LENGTH = 16;
    private static final int VERSION = 2;

    private final Mac prototype;

    public CursorCodec(byte[] secret) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String write(Cursor cursor) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            out.writeUTF(cursor.query());
            out.writeLong(cursor.position());
            out.writeShort(cursor.columns().size());
            for (var column : cursor.columns()) {
                out.writeUTF(column);
            }
            out.writeShort(cursor.values().size());
            for (var value : cursor.values()) {
                writeValue(out, value);
            }
            writeValue(out, cursor.bound());
            writeValue(out, cursor.floor());
            out.write(sign(bytes.toByteArray()));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a cursor that a client brought.
     *
     * @throws InvalidRequest where it was not written with this key
     */
    Cursor read(String text) {
        var signed = decode(text);
        if (signed.length <= SIGNATURE_LENGTH) {
            throw invalid("the cursor is cut short");
        }
        var fields = Arrays.copyOf(signed, signed.length - SIGNATURE_LENGTH);
        var signature = Arrays.copyOfRange(signed, fields.length, signed.length);
        if (!MessageDigest.isEqual(signature, sign(fields))) {
            throw invalid("the cursor was changed, or signed with another key");
        }
        try {
            return fields(new DataInputStream(new ByteArrayInputStream(fields)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cursor fields(DataInputStream in) throws IOException {
        if (in.readByte() != VERSION) {
            throw invalid("the cursor is of another version of the gateway");
        }
        var query = in.readUTF();
        var position = in.readLong();
        List<String> columns = new ArrayList<>();
        for (var i = in.readShort(); i > 0; i--) {
            columns.add(in.readUTF());
        }
        List<Optional<String>> values = new ArrayList<>();
        for (var i = in.readShort(); i > 0; i--) {
            values.add(readValue(in));
        }
        return new Cursor(query, position, columns, values, readValue(in), readValue(in));
    }

    private static void writeValue(DataOutputStream out, Optional<String> value) throws IOException {
        var bytes = value.map(text -> text.getBytes(UTF_8));
        out.writeInt(bytes.map(array -> array.length).orElse(-1));
        out.write(bytes.orElse(new byte[0]));
    }

    private static Optional<String> readValue(DataInputStream in) throws IOException {
        var length = in.readInt();
        return length < 0 ? Optional.empty() : Optional.of(new String(in.readNBytes(length), UTF_8));
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("the cursor is not one of this gateway's");
        }
    }

    private byte[] sign(byte[] fields) {
        try {
            return Arrays.copyOf(((Mac) prototype.clone()).doFinal(fields), SIGNATURE_LENGTH);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    static InvalidRequest invalid(String message) {
        return new InvalidRequest("invalid-cursor", new Origin.Query("cursor"), message);
    }
}
