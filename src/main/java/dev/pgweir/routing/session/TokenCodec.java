package dev.pgweir.routing.session;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.postgres.SignedText.NotSigned;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Writes tokens as signed text and reads them back. Every gateway with the same key takes them. Thread-safe. */
public final class TokenCodec {

    private static final byte VERSION = 'c';
    private static final int LENGTH = 1 + Long.BYTES + 2 * (Integer.BYTES + Long.BYTES);
    private static final LogPosition NONE = new LogPosition(0, Lsn.INVALID);

    private final SignedText texts;

    /** A token that was not written with this key, or not by a gateway at all. */
    public static final class InvalidToken extends Exception {

        private InvalidToken(String message) {
            super(message);
        }
    }

    public TokenCodec(SignedText texts) {
        this.texts = texts;
    }

    /** The token as text of some 70 letters, digits, hyphens and underscores. */
    public String write(ConsistencyToken token) {
        var bytes = ByteBuffer.allocate(LENGTH).put(VERSION).putLong(token.systemIdentifier());
        write(bytes, token.written().orElse(NONE));
        write(bytes, token.seen());
        return texts.write(bytes.array());
    }

    /** Reads a token that a client brought. */
    public ConsistencyToken read(String text) throws InvalidToken {
        var bytes = signed(text);
        if (bytes.length != LENGTH || bytes[0] != VERSION) {
            throw new InvalidToken("the token is not one of this gateway's");
        }
        var fields = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        var systemIdentifier = fields.getLong();
        var written = position(fields);
        return new ConsistencyToken(
                systemIdentifier, written.equals(NONE) ? Optional.empty() : Optional.of(written), position(fields));
    }

    private byte[] signed(String text) throws InvalidToken {
        try {
            return texts.read(text);
        } catch (NotSigned e) {
            throw new InvalidToken("the token " + e.getMessage());
        }
    }

    private static void write(ByteBuffer bytes, LogPosition position) {
        bytes.putInt(position.timeline()).putLong(position.lsn().value());
    }

    private static LogPosition position(ByteBuffer bytes) {
        return new LogPosition(bytes.getInt(), new Lsn(bytes.getLong()));
    }
}
