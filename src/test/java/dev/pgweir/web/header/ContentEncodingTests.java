package dev.pgweir.web.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

class ContentEncodingTests {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "identity", "Identity"})
    void mayBeNone(String encoding) {
        assertThatCode(() -> ContentEncoding.requireNone(encodedBy(encoding))).doesNotThrowAnyException();
        assertThatCode(() -> ContentEncoding.requireNone(new MockHttpServletRequest()))
                .doesNotThrowAnyException();
    }

    @Test
    void isRefusedWhereTheBodyIsPacked() {
        var request = encodedBy("identity");
        request.addHeader(HttpHeaders.CONTENT_ENCODING, "gzip");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ContentEncoding.requireNone(request))
                .satisfies(refusal -> {
                    var message = "no body is unpacked: send it without Content-Encoding: identity,gzip";
                    assertThat(refusal.getStatusCode().value()).isEqualTo(415);
                    assertThat(refusal.getHeaders().getFirst(HttpHeaders.ACCEPT_ENCODING))
                            .isEqualTo("identity");
                    assertThat(refusal.getBody().getDetail()).isEqualTo(message);
                    assertThat(refusal.getBody().getProperties())
                            .containsEntry("code", "PGRST102")
                            .containsEntry("errors", List.of(Map.of("header", "Content-Encoding", "detail", message)));
                });
    }

    private static MockHttpServletRequest encodedBy(String encoding) {
        var request = new MockHttpServletRequest();
        request.addHeader(HttpHeaders.CONTENT_ENCODING, encoding);
        return request;
    }
}
