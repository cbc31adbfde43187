package dev.pgweir.idempotency;

import java.util.List;

/**
 * What a write was answered.
 *
 * @param status the status code
 * @param headers the header fields, in their order
 * @param body the content; empty where there was none
 */
@SuppressWarnings("ArrayRecordComponent") // answers are kept and sent, never compared
public record StoredAnswer(int status, List<HeaderField> headers, byte[] body) {

    public StoredAnswer {
        headers = List.copyOf(headers);
    }

    /**
     * A header field of an answer.
     *
     * @param name its name
     * @param value its value
     */
    public record HeaderField(String name, String value) {}
}
