package dev.pgweir.web.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;

class FingerprintTests {

    @Test
    void isTheSameForTheSameRequest() {
        assertThat(fingerprint(_ -> {})).isEqualTo(fingerprint(_ -> {})).hasSize(64);
    }

    @Test
    void disregardsWhatTheAnswerDoesNotDependOn() {
        assertThat(fingerprint(request -> request.addHeader("User-Agent", "other")))
                .isEqualTo(fingerprint(_ -> {}));
    }

    static Stream<Consumer<MockHttpServletRequest>> differences() {
        return Stream.of(
                request -> request.setMethod("PUT"),
                request -> request.setRequestURI("/users"),
                request -> request.setQueryString("select=order_id"),
                request -> request.addHeader("Prefer", "return=minimal"),
                request -> request.addHeader("If-Match", "\"1\""),
                request -> request.setContentType("text/csv"));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void differsWhereTheRequestDoes(Consumer<MockHttpServletRequest> difference) {
        assertThat(fingerprint(difference)).isNotEqualTo(fingerprint(_ -> {}));
    }

    @Test
    void differsWhereTheBodyDoes() {
        var request = new MockHttpServletRequest("POST", "/sales");
        assertThat(Fingerprint.of(request, "a".getBytes(UTF_8)))
                .isNotEqualTo(Fingerprint.of(request, "b".getBytes(UTF_8)));
    }

    @Test
    void keepsItsPartsApart() {
        assertThat(fingerprint(request -> {
                    request.setRequestURI("/sales/1");
                    request.setQueryString("2");
                }))
                .isNotEqualTo(fingerprint(request -> {
                    request.setRequestURI("/sales/");
                    request.setQueryString("12");
                }));
    }

    private static String fingerprint(Consumer<MockHttpServletRequest> change) {
        var request = new MockHttpServletRequest("POST", "/sales");
        change.accept(request);
        return Fingerprint.of(request, "{}".getBytes(UTF_8));
    }
}
