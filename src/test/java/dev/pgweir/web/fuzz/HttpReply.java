package dev.pgweir.web.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server says to one request (RFC 9112).
 *
 * @param status the status
 * @param headers the last of each name, in lower case
 */
record HttpReply(int status, Map<String, String> headers) {

    /** Reads one reply with its body; empty where the server has closed the connection instead. */
    static Optional<HttpReply> read(InputStream in, boolean toHead) throws IOException {
        var line = line(in);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        if (!line.startsWith("HTTP/1.1 ")) {
            throw new IOException("no reply of HTTP: " + line);
        }
        var status = Integer.parseInt(line.substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        var reply = new HttpReply(status, headers);
        if (status == 100) {
            return read(in, toHead);
        }
        if (!toHead && status != 204 && status != 304) {
            reply.skipBody(in);
        }
        return Optional.of(reply);
    }

    boolean isLast() {
        return "close".equals(headers.get("connection"));
    }

    private void skipBody(InputStream in) throws IOException {
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            var size = Integer.parseInt(line(in), 16);
            while (size > 0) {
                in.skipNBytes(size + 2L);
                size = Integer.parseInt(line(in), 16);
            }
            in.skipNBytes(2);
        } else if (headers.containsKey("content-length")) {
            in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
        } else {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** A line without its end; nothing where the stream has ended. */
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                if (line.isEmpty()) {
                    return "";
                }
                throw new EOFException("a reply ends in the middle of a line: " + line);
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }
}
