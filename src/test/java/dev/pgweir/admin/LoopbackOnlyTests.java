package dev.pgweir.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LoopbackOnlyTests {

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1", "127.0.0.6, 127.0.0.1"})
    void letsThisMachineChangeSomething(String remote, String local) {
        assertThat(passes(request("POST", remote, local))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.7, 10.0.0.1", "127.0.0.1, 10.0.0.1", "10.0.0.7, 127.0.0.1", "fe80::1, fe80::2"})
    void refusesOthersWithAProblem(String remote, String local) {
        assertThatExceptionOfType(AdminProblem.class)
                .isThrownBy(() -> passes(request("POST", remote, local)))
                .satisfies(refusal -> {
                    assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
                    assertThat(refusal.getBody().getDetail()).contains(remote);
                    assertThat(refusal.getBody().getProperties()).containsEntry("code", "loopback-only");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "x-forwarded-for", "X-Real-IP", "Via"})
    void refusesWhatAProxyOnThisMachinePassedOn(String header) {
        var request = request("DELETE", "127.0.0.1", "127.0.0.1");
        request.addHeader(header, "127.0.0.1");

        assertThatExceptionOfType(AdminProblem.class).isThrownBy(() -> passes(request));
    }

    @Test
    void letsEverybodyLook() {
        assertThat(passes(request("GET", "10.0.0.7", "10.0.0.1"))).isTrue();
    }

    private static boolean passes(MockHttpServletRequest request) {
        return new LoopbackOnly().preHandle(request, new MockHttpServletResponse(), new Object());
    }

    private static MockHttpServletRequest request(String method, String remote, String local) {
        var request = new MockHttpServletRequest(method, "/admin/catalog/refresh");
        request.setRemoteAddr(remote);
        request.setLocalAddr(local);
        return request;
    }
}
