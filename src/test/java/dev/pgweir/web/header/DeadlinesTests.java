package dev.pgweir.web.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.request.Deadline;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DeadlinesTests {

    private final Deadlines deadlines = new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(60));
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @ParameterizedTest
    @CsvSource({
        "wait=5, 5000, wait=5",
        "wait=0.25, 250, wait=0.25",
        "wait=0.0001, 1, wait=0.001",
        "wait=90, 60000, wait=60",
        "'return=minimal, wait=1.50', 1500, wait=1.5"
    })
    void areThoseOfTheClientUpToTheLongest(String preference, long millis, String applied) {
        var deadline = of(preference);

        assertThat(deadline.length()).isEqualTo(Duration.ofMillis(millis));
        assertThat(deadline.agreed()).isTrue();
        assertThat(response.getHeader(Preferences.APPLIED)).isEqualTo(applied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return=minimal"})
    void areTheGatewaysWhereTheClientDoesNotSay(String preference) {
        var deadline = of(preference);

        assertThat(deadline.length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(deadline.agreed()).isFalse();
        assertThat(response.containsHeader(Preferences.APPLIED)).isFalse();
    }

    @Test
    void areTheSameForARequestThatIsRefusedUnread() {
        assertThat(deadlines.unasked().length()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wait=0", "wait=0.0", "wait=-1", "wait=soon", "wait=", "wait", "wait=1e3", "wait=1234567890"})
    void areRefusedWhereTheyAreNoTime(String preference) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> of(preference))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("malformed-preference");
                    assertThat(refused.origin()).isEqualTo(new Origin.Header("Prefer"));
                });
    }

    private Deadline of(String preference) {
        var request = new MockHttpServletRequest();
        request.addHeader("Prefer", preference);
        return deadlines.of(request, response);
    }
}
