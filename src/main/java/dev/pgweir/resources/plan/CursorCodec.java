package dev.pgweir.resources.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.postgres.SignedText;
import dev.pgweir.postgres.SignedText.NotSigned;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes cursors as signed text and reads them back. One that was not written with the same key is refused. Thread-safe. */
public final class CursorCodec {

    private static final int VERSION = 2;

    private final SignedText texts;

    public CursorCodec(SignedText texts) {
        this.texts = texts;
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
            return texts.write(bytes.toByteArray());
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
        try {
            return fields(new DataInputStream(new ByteArrayInputStream(texts.read(text))));
        } catch (NotSigned e) {
            throw invalid("the cursor " + e.getMessage());
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

    static InvalidRequest invalid(String message) {
        return new InvalidRequest("invalid-cursor", new Origin.Query("cursor"), message);
    }
}
