package dev.pgweir.web.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spoils requests for one table, in one to three places each. Gives the same ones for the same seed. Not thread-safe. */
final class RequestFuzzer {

    private static final List<String> QUERIES = List.of(
            "id=eq.1",
            "text=like.a*&order=text.desc.nullslast,id&limit=3",
            "or=(id.eq.1,and(text.eq.\"a\",not.or(day.is.null,amount.gt.1)))",
            "select=id,name:text,amount::text,data->a->>b&order=data->>a&limit=2",
            "select=day.bucket(month),amount.sum(),count()&having=(count().gt.1)&order=amount.sum().desc",
            "tags=cs.{a,b}&period=ov.[2024-01-01,2024-02-01)&data=cs.{\"a\":1}",
            "text=like(any).{a*,b*}&id=in.(1,2,3)&text=fts(english).cat",
            "moment=gte.2024-01-01T00:00:00Z&moment=not.is.null&offset=1&limit=2",
            "cursor=AQAQ&limit=2");
    private static final List<String> HEADERS = List.of(
            "Accept: application/json",
            "Prefer: count=exact, handling=strict",
            "Prefer: return=representation, missing=default, max-affected=5",
            "Prefer: resolution=merge-duplicates, tx=rollback",
            "If-Match: \"123\", W/\"4\"",
            "If-None-Match: \"123-ab\", *",
            "Range: 0-9",
            "Range-Unit: items",
            "Idempotency-Key: \"5b0a8d1e\"",
            "Content-Type: application/json; charset=utf-8",
            "Content-Encoding: identity",
            "Accept-Encoding: identity",
            "Origin: https://shop.example",
            "Access-Control-Request-Method: PUT",
            "Cookie: a=b",
            "X-Forwarded-For: 10.0.0.1");
    private static final List<String> BODIES = List.of(
            "{\"id\": 1, \"text\": \"a\", \"amount\": 1.50, \"day\": \"2024-01-01\"}",
            "[{\"id\": 2, \"tags\": [\"a\"]}, {\"id\": 3, \"tags\": null}]",
            "{\"data\": {\"a\": [1, {\"b\": \"x\"}]}, \"period\": \"[2024-01-01,2024-02-01)\"}",
            "{}",
            "[]");
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private final TextFuzzer texts;
    private final String path;

    RequestFuzzer(Random random, String table) {
        this.texts = new TextFuzzer(random);
        this.path = "/" + table;
    }

    FuzzedRequest next() {
        return texts.below(20) == 0 ? unframed() : framed();
    }

    /** Its parts are spoilt; the lines and lengths that hold them together are not. */
    private FuzzedRequest framed() {
        var method = texts.choose(METHODS);
        var hasBody = method.startsWith("P");
        var place = texts.below(hasBody ? 8 : 5);
        var target = target(method, place <= 2, place == 3);
        List<String> headers = new ArrayList<>(List.of("Host: localhost"));
        for (var i = texts.below(3); i > 0 || (place == 4 && headers.size() == 1); i--) {
            headers.add(header(place == 4));
        }
        var body = hasBody ? body(place >= 5) : new byte[0];
        var verb = texts.below(200) == 0 ? TextFuzzer.MARKER : method;
        return new FuzzedRequest(request(verb + " " + target + " HTTP/1.1", headers, body), true);
    }

    private String target(String method, boolean spoilQuery, boolean spoilPath) {
        var item = texts.below(3) == 0 || method.equals("PUT");
        var key = texts.choose(List.of("1", "7", "1,2"));
        var whole = item ? path + "/" + (spoilPath ? texts.encoded(texts.mutate(key)) : key) : path;
        if (spoilPath && !item) {
            whole = "/" + texts.encoded(texts.mutate(path.substring(1)));
        }
        if (item && !spoilQuery && texts.below(3) > 0) {
            return whole;
        }
        var pairs = texts.choose(QUERIES).split("&", -1);
        if (spoilQuery) {
            var spoilt = texts.below(pairs.length);
            var name = pairs[spoilt].substring(0, pairs[spoilt].indexOf('='));
            var value = pairs[spoilt].substring(name.length() + 1);
            pairs[spoilt] = texts.below(5) == 0 ? texts.mutate(name) + "=" + value : name + "=" + texts.mutate(value);
        }
        for (var i = 0; i < pairs.length; i++) {
            var name = pairs[i].substring(0, Math.max(0, pairs[i].indexOf('=')));
            pairs[i] = texts.encoded(name) + "=" + texts.encoded(pairs[i].substring(name.length() + 1));
        }
        return whole + "?" + String.join("&", pairs);
    }

    private String header(boolean spoilt) {
        var header = texts.choose(HEADERS);
        if (!spoilt) {
            return header;
        }
        var colon = header.indexOf(':') + 2;
        var value = texts.mutate(header.substring(colon));
        return header.substring(0, colon) + (texts.below(10) == 0 ? value : value.replaceAll("[\\x00-\\x1f]", "~"));
    }

    private byte[] body(boolean spoilt) {
        var body = texts.choose(BODIES);
        return switch (spoilt ? texts.below(6) : -1) {
            case 0 -> texts.mutate(body.getBytes(UTF_8));
            case 1 -> body.substring(0, texts.below(body.length())).getBytes(UTF_8);
            case 2 -> body.getBytes(UTF_16);
            case 3 -> ("\ufeff" + body).getBytes(UTF_8);
            case 4, 5 -> texts.mutate(body).getBytes(UTF_8);
            default -> body.getBytes(UTF_8);
        };
    }

    /** Nobody can tell where it ends, or whether it is a request at all. */
    private FuzzedRequest unframed() {
        var line = "GET " + path + "?id=eq.1 HTTP/1.1";
        var host = "Host: localhost";
        var noise = texts.mutate("a");
        var bytes = switch (texts.below(14)) {
            case 0 -> texts.mutate(request(line, List.of(host, header(false)), new byte[0]));
            case 1 -> request(noise, List.of(host), new byte[0]);
            case 2 -> request(line.replace("HTTP/1.1", "HTTP/9." + noise), List.of(host), new byte[0]);
            case 3 -> request(line, List.of(), new byte[0]);
            case 4 -> request(line, List.of(host, host + noise), new byte[0]);
            case 5 -> request(line, List.of(host, noise), new byte[0]);
            case 6 -> request(line, List.of(host, "X: " + noise, " folded" + noise), new byte[0]);
            case 7 -> withLength("POST", "-1");
            case 8 -> withLength("POST", noise);
            case 9 -> withLength("PATCH", "5\r\nContent-Length: 6");
            case 10 -> withLength("PUT", "99999");
            case 11 -> chunked("zz" + noise);
            case 12 -> chunked("5\r\nabc");
            default ->
                ("GET " + path + "?" + "a".repeat(70_000 + texts.below(9)) + " HTTP/1.1\r\n\r\n").getBytes(UTF_8);
        };
        return new FuzzedRequest(bytes, false);
    }

    private byte[] withLength(String method, String length) {
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length
                        + "\r\n\r\n{\"id\": 1}")
                .getBytes(UTF_8);
    }

    private byte[] chunked(String chunks) {
        var coding = texts.choose(List.of("chunked", "chunked, " + TextFuzzer.MARKER, TextFuzzer.MARKER, "gzip"));
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: " + coding + "\r\n\r\n" + chunks)
                .getBytes(UTF_8);
    }

    private static byte[] request(String line, List<String> headers, byte[] body) {
        var head = new StringBuilder(line).append("\r\n");
        headers.forEach(
                header -> head.append(header.replaceAll("[\\r\\n]", "~")).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
