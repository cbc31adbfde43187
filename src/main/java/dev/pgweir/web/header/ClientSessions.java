package dev.pgweir.web.header;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.routing.session.ConsistencyToken;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.Session.Consistency;
import dev.pgweir.routing.session.TokenCodec;
import dev.pgweir.routing.session.TokenCodec.InvalidToken;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Reads how fresh the data of a request must be: from the token of an earlier answer, which comes in a header or a cookie, and
 * from the client's preferences. Each answer carries the newest token.
 *
 * @param codec reads and writes tokens
 * @param cookies whether browsers are given the token as a cookie, too
 */
public record ClientSessions(TokenCodec codec, boolean cookies) {

    /** The header of a request that brings a token, and of an answer that gives one. */
    public static final String TOKEN = "Consistency-Token";

    /**
     * What the browser has written and what it has seen come in two cookies: answers overtake each other, and one to a read that
     * began before a write must not take its place.
     */
    private static final String WRITTEN = "pgweir-consistency";

    private static final String SEEN = "pgweir-consistency-seen";

    /** A cookie of no age lasts as long as the browser runs. */
    private static final Duration SESSION = Duration.ofSeconds(-1);

    private static final Origin PREFER = new Origin.Header("Prefer");

    /**
     * The session of a request.
     *
     * @throws InvalidRequest where the token or a preference is not understood
     */
    public Session of(HttpServletRequest request, HttpServletResponse response) {
        var consistency = Preferences.value(request, "consistency").map(ClientSessions::consistency);
        var staleness = Preferences.value(request, "max-staleness").map(ClientSessions::staleness);
        consistency.ifPresent(value ->
                Preferences.addApplied(response, "consistency=" + value.name().toLowerCase(Locale.ROOT)));
        staleness.ifPresent(value -> Preferences.addApplied(response, "max-staleness=" + value.toSeconds()));
        var token = token(request);
        token.ifPresent(known -> response.setHeader(TOKEN, codec.write(known)));
        var writtenBefore = token.flatMap(ConsistencyToken::written);
        return new Session(
                consistency.orElse(Consistency.SESSION),
                staleness,
                token,
                newer -> send(newer, newer.written().equals(writtenBefore) ? SEEN : WRITTEN, response));
    }

    /** Has the browser that sent a token of no use forget it: its pages could not. */
    public static void forget(HttpServletRequest request, HttpServletResponse response) {
        if (request.getCookies() != null) {
            for (var cookie : request.getCookies()) {
                if (cookie.getName().equals(WRITTEN) || cookie.getName().equals(SEEN)) {
                    response.addHeader(HttpHeaders.SET_COOKIE, cookie(cookie.getName(), "", Duration.ZERO));
                }
            }
        }
    }

    private Optional<ConsistencyToken> token(HttpServletRequest request) {
        var header = request.getHeader(TOKEN);
        if (header == null) {
            return cookies(request);
        }
        if (Collections.list(request.getHeaders(TOKEN)).size() > 1) {
            throw new InvalidRequest("invalid-consistency-token", new Origin.Header(TOKEN), "there is more than one");
        }
        return Optional.of(read(header));
    }

    private ConsistencyToken read(String header) {
        try {
            return codec.read(header.strip());
        } catch (InvalidToken e) {
            throw new InvalidRequest(
                    "invalid-consistency-token", new Origin.Header(TOKEN), String.valueOf(e.getMessage()));
        }
    }

    /** Nobody chooses what cookies a browser sends, so one that cannot be read counts as none. */
    private Optional<ConsistencyToken> cookies(HttpServletRequest request) {
        return cookies && request.getCookies() != null
                ? Stream.of(WRITTEN, SEEN)
                        .flatMap(name -> Arrays.stream(request.getCookies())
                                .filter(cookie -> cookie.getName().equals(name)))
                        .map(Cookie::getValue)
                        .flatMap(this::readable)
                        .reduce(ConsistencyToken::and)
                : Optional.empty();
    }

    private Stream<ConsistencyToken> readable(String value) {
        try {
            return Stream.of(codec.read(value));
        } catch (InvalidToken e) {
            return Stream.empty();
        }
    }

    private void send(ConsistencyToken token, String cookie, HttpServletResponse response) {
        var text = codec.write(token);
        response.setHeader(TOKEN, text);
        if (cookies) {
            response.setHeader(HttpHeaders.SET_COOKIE, cookie(cookie, text, SESSION));
        }
    }

    private static String cookie(String name, String text, Duration age) {
        return ResponseCookie.from(name, text)
                .path("/")
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(age)
                .build()
                .toString();
    }

    private static Consistency consistency(String value) {
        return switch (value) {
            case "eventual" -> Consistency.EVENTUAL;
            case "session" -> Consistency.SESSION;
            case "strong" -> Consistency.STRONG;
            default ->
                throw new InvalidRequest(
                        "malformed-preference",
                        PREFER,
                        "consistency takes eventual or session or strong, not \"%s\"".formatted(value));
        };
    }

    private static Duration staleness(String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new InvalidRequest(
                    "malformed-preference",
                    PREFER,
                    "max-staleness takes a whole number of seconds, not \"%s\"".formatted(value));
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }
}
