package dev.pgweir.web.header;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.routing.session.ConsistencyToken;
import dev.pgweir.routing.session.Session.Consistency;
import dev.pgweir.routing.session.TokenCodec;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ClientSessionsTests {

    private static final long SYSTEM = 7;
    private static final TokenCodec CODEC = new TokenCodec(new SignedText("key".getBytes(UTF_8)));
    private static final ConsistencyToken TOKEN =
            new ConsistencyToken(SYSTEM, Optional.of(position(100)), position(200));

    private final ClientSessions sessions = new ClientSessions(CODEC, true);
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void beginWithNoTokenAndConsistencyOfTheSession() {
        var session = sessions.of(request, response);

        assertThat(session.consistency()).isEqualTo(Consistency.SESSION);
        assertThat(session.maxStaleness()).isEmpty();
        assertThat(response.getHeaderNames()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"eventual, EVENTUAL", "session, SESSION", "strong, STRONG"})
    void followWhatTheClientPrefers(String preference, Consistency consistency) {
        request.addHeader("Prefer", "consistency=%s, max-staleness=5".formatted(preference));

        var session = sessions.of(request, response);

        assertThat(session.consistency()).isEqualTo(consistency);
        assertThat(session.maxStaleness()).contains(Duration.ofSeconds(5));
        assertThat(response.getHeader(Preferences.APPLIED))
                .isEqualTo("consistency=%s, max-staleness=5".formatted(preference));
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistency=perhaps", "max-staleness=soon", "max-staleness=-1"})
    void refuseWhatTheyCannotFollow(String preference) {
        request.addHeader("Prefer", preference);

        assertRefused("malformed-preference");
    }

    @Test
    void goOnFromTheTokenOfAnEarlierAnswer() {
        request.addHeader(ClientSessions.TOKEN, CODEC.write(TOKEN));

        assertThat(sessions.of(request, response).required()).contains(TOKEN);
        assertThat(response.getHeader(ClientSessions.TOKEN)).isEqualTo(CODEC.write(TOKEN));
    }

    @Test
    void goOnFromWhatBothCookiesTell() {
        var written = new ConsistencyToken(SYSTEM, Optional.of(position(300)), position(300));
        var seen = new ConsistencyToken(SYSTEM, Optional.empty(), position(400));
        request.setCookies(
                new Cookie("pgweir-consistency", CODEC.write(written)),
                new Cookie("pgweir-consistency-seen", CODEC.write(seen)));

        assertThat(sessions.of(request, response).required())
                .contains(new ConsistencyToken(SYSTEM, Optional.of(position(300)), position(400)));
        assertThat(new ClientSessions(CODEC, false).of(request, response).required())
                .isEmpty();
    }

    @Test
    void passOverACookieThatCannotBeRead() {
        request.setCookies(new Cookie("pgweir-consistency", "forged"));

        assertThat(sessions.of(request, response).required()).isEmpty();
    }

    @Test
    void refuseATokenThatCannotBeRead() {
        request.addHeader(ClientSessions.TOKEN, "forged");

        assertRefused("invalid-consistency-token");
    }

    @Test
    void refuseSeveralTokens() {
        request.addHeader(ClientSessions.TOKEN, CODEC.write(TOKEN));
        request.addHeader(ClientSessions.TOKEN, CODEC.write(TOKEN));

        assertRefused("invalid-consistency-token");
    }

    @Test
    void sendWhatWasWrittenAndWhatWasSeenInCookiesOfTheirOwn() {
        var session = sessions.of(request, response);

        session.read(SYSTEM, position(100));
        assertThat(response.getHeader(HttpHeaders.SET_COOKIE)).startsWith("pgweir-consistency-seen=");

        session.wrote(SYSTEM, position(200));
        assertThat(response.getHeader(HttpHeaders.SET_COOKIE))
                .startsWith("pgweir-consistency=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Max-Age");
    }

    @Test
    void haveABrowserForgetItsTokens() {
        request.setCookies(new Cookie("pgweir-consistency", "x"), new Cookie("other", "y"));

        ClientSessions.forget(request, response);

        assertThat(response.getHeaders(HttpHeaders.SET_COOKIE))
                .singleElement()
                .asString()
                .startsWith("pgweir-consistency=;")
                .contains("Max-Age=0");
    }

    private void assertRefused(String code) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> sessions.of(request, response))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static LogPosition position(long lsn) {
        return new LogPosition(1, new Lsn(lsn));
    }
}
