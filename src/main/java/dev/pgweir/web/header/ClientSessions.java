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

    private static final String COOKIE = "pgweir-consistency";
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
        token.ifPresent(known -> send(known, response));
        return new Session(consistency.orElse(Consistency.SESSION), staleness, token, newer -> send(newer, response));
    }

    private Optional<ConsistencyToken> token(HttpServletRequest request) {
        var header = request.getHeader(TOKEN);
        return header == null ? cookie(request) : Optional.of(read(header));
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
    private Optional<ConsistencyToken> cookie(HttpServletRequest request) {
        return cookies && request.getCookies() != null
                ? Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .flatMap(this::readable)
                        .findFirst()
                : Optional.empty();
    }

    private Stream<ConsistencyToken> readable(String value) {
        try {
            return Stream.of(codec.read(value));
        } catch (InvalidToken e) {
            return Stream.empty();
        }
    }

    private void send(ConsistencyToken token, HttpServletResponse response) {
        var text = codec.write(token);
        response.setHeader(TOKEN, text);
        if (cookies) {
            var cookie = ResponseCookie.from(COOKIE, text)
                    .path("/")
                    .httpOnly(true)
                    .sameSite("Lax")
                    .build();
            response.setHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
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
