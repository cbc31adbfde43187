package dev.pgweir.idempotency;

import java.util.List;

/**
 * What a write was answered.
 *
 * @param status the status code
 * @param headers the header fields as HTTP writes them, {@code Location: /sales/1}
 * @param body the content; empty where there was none
 */
@SuppressWarnings("ArrayRecordComponent") // answers are kept and sent, never compared
public record StoredAnswer(int status, List<String> headers, byte[] body) {

    public StoredAnswer {
        headers = List.copyOf(headers);
    }
}
