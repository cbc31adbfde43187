package dev.pgweir.web.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.problem.ProblemException;
import dev.pgweir.resources.request.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

class ItemRangeTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0-24       | ''                     | offset=0&limit=25
                    items=5-9  | ''                     | offset=5&limit=5
                    10-        | a=eq.1                 | a=eq.1&offset=10
                    0-24       | limit=10               | offset=0&limit=10
                    0-24       | limit=100              | offset=0&limit=25
                    0-24       | offset=20&limit=10     | offset=20&limit=5
                    30-40      | offset=5&limit=10      | offset=30&limit=0
                    """)
    void narrowsTheRowsThatAreAskedFor(String range, String query, String narrowed) {
        assertThat(addTo(query, range)).isEqualTo(narrowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bytes=0-499 | a=eq.1
                    -5          | a=eq.1
                    0-24        | cursor=x
                    0-24        | limit=many
                    0-24        | limit=1&limit=2
                    """)
    void meansNothingWhereItIsNoRangeOfRowsOrTheParametersAreToBeRefused(String range, String query) {
        assertThat(addTo(query, range)).isEqualTo(query);
    }

    @Test
    void isRefusedWhereItEndsBeforeItBegins() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> addTo("", "9-5"))
                .satisfies(refusal -> {
                    assertThat(refusal.getStatusCode().value()).isEqualTo(416);
                    assertThat(refusal.getBody().getDetail()).isEqualTo("the range \"9-5\" ends before it begins");
                    assertThat(refusal.getBody().getProperties())
                            .containsEntry("code", "PGRST103")
                            .containsEntry(
                                    "errors",
                                    List.of(Map.of(
                                            "header", "Range", "detail", "the range \"9-5\" ends before it begins")));
                });
    }

    private static String addTo(String query, String range) {
        var request = new MockHttpServletRequest();
        request.addHeader(HttpHeaders.RANGE, range);
        var parameters = Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.split("=", 2))
                .map(parts -> new Parameter(parts[0], parts[1]))
                .toList();
        return ItemRange.addTo(parameters, request).stream()
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }
}
