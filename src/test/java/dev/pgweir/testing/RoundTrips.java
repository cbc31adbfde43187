package dev.pgweir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads along what a client sends to PostgreSQL, and counts the messages after which it waits for an answer: Sync (PostgreSQL
 * manual, chapter 54.7). The driver waits for no answer to the Query by which it sends BEGIN. Thread-safe.
 */
final class RoundTrips {

    private static final int PROTOCOL_3 = 3;
    private static final int LENGTH = 4;

    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private final Map<String, Long> firstSent = new LinkedHashMap<>();
    private boolean started;
    private long count;

    /** Takes what was sent next. */
    synchronized void sent(byte[] bytes, int length) {
        unread.write(bytes, 0, length);
        var messages = ByteBuffer.wrap(unread.toByteArray());
        while (isWhole(messages)) {
            read(messages);
        }
        unread.reset();
        unread.write(messages.array(), messages.position(), messages.remaining());
    }

    /** How often the client has waited since it first sent a statement with this text. */
    synchronized long since(String text) {
        return firstSent.entrySet().stream()
                .filter(statement -> statement.getKey().contains(text))
                .findFirst()
                .map(statement -> count - statement.getValue())
                .orElse(0L);
    }

    /** Until the start-up message has been sent, messages have no type before their length. */
    private boolean isWhole(ByteBuffer messages) {
        var head = started ? 1 : 0;
        return messages.remaining() >= head + LENGTH
                && messages.remaining() >= head + messages.getInt(messages.position() + head);
    }

    private void read(ByteBuffer messages) {
        var type = started ? messages.get() : ' ';
        var body = new byte[messages.getInt() - LENGTH];
        messages.get(body);
        switch (type) {
            case ' ' -> started = ByteBuffer.wrap(body).getShort() == PROTOCOL_3;
            case 'P' -> firstSent.putIfAbsent(new String(body, UTF_8), count);
            case 'S' -> count++;
            default -> {} // answered together with what follows
        }
    }
}
