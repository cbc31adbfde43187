package dev.pgweir.admin.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

class CallerTests {

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1", "127.0.0.6, 127.0.0.1"})
    void isOnThisMachineWhereBothEndsOfTheSocketAre(String remote, String local) {
        assertThatCode(caller(remote, local)::requireOwnMachine).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.7, 10.0.0.1", "127.0.0.1, 10.0.0.1", "10.0.0.7, 127.0.0.1", "fe80::1, fe80::2"})
    void isElsewhereWhereOneIsNot(String remote, String local) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(caller(remote, local)::requireOwnMachine)
                .satisfies(refusal -> {
                    assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
                    assertThat(refusal.getBody().getDetail()).contains(remote);
                    assertThat(refusal.getBody().getProperties()).containsEntry("code", "loopback-only");
                });
    }

    private static Caller caller(String remote, String local) {
        var request = new MockHttpServletRequest("POST", "/admin/catalog/refresh");
        request.setRemoteAddr(remote);
        request.setLocalAddr(local);
        return Caller.of(request);
    }
}
