package dev.pgweir.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.session.Session.WriteLost;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OutdatedHeadersTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/sales");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    OutdatedHeadersTests() {
        request.setCookies(
                new Cookie("pgweir-consistency", "a"),
                new Cookie("pgweir-consistency-seen", "b"),
                new Cookie("other", "c"));
        response.setHeader("Served-By", "replica-1");
    }

    @Test
    void nameNoNodeWhereNoneCouldServeTheLastAttempt() {
        resolve(new NoNodeAvailable(true, "all are down"));

        assertThat(response.getHeader("Served-By")).isNull();
        assertThat(response.getHeaders(HttpHeaders.SET_COOKIE)).isEmpty();
    }

    @Test
    void haveABrowserForgetATokenOfALostWrite() {
        resolve(new WriteLost(true, "the write is lost"));

        assertThat(response.getHeaders(HttpHeaders.SET_COOKIE))
                .hasSize(2)
                .allSatisfy(cookie ->
                        assertThat(cookie).startsWith("pgweir-consistency").contains("Max-Age=0"));
        assertThat(response.getHeader("Served-By")).isEqualTo("replica-1");
    }

    @Test
    void stayAfterOtherFailures() {
        resolve(new IllegalStateException("something else"));

        assertThat(response.getHeader("Served-By")).isEqualTo("replica-1");
        assertThat(response.getHeaders(HttpHeaders.SET_COOKIE)).isEmpty();
    }

    private void resolve(Exception failure) {
        var answered = new OutdatedHeaders().resolveException(request, response, null, failure);

        assertThat(answered).as("left to those that answer").isNull();
    }
}
