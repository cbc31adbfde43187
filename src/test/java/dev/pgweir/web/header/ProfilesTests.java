package dev.pgweir.web.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ProfilesTests {

    @Test
    void mayNameTheSchemaThatIsServed() {
        assertServed(new MockHttpServletRequest(), "public");
        assertServed(naming("Accept-Profile", " public "), "public");
    }

    @Test
    void areReadAsUtf8() {
        assertServed(naming("Content-Profile", new String("größe".getBytes(UTF_8), ISO_8859_1)), "größe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept-Profile", "Content-Profile"})
    void areRefusedWhereTheyNameAnother(String header) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> led(naming(header, "private"), "public"))
                .satisfies(refusal -> {
                    assertThat(refusal.getStatusCode().value()).isEqualTo(406);
                    assertThat(refusal.getBody().getDetail()).isEqualTo("the schema \"private\" is not served");
                    assertThat(refusal.getBody().getProperties())
                            .containsEntry("code", "PGRST106")
                            .containsEntry("hint", "The schema that is served is \"public\".")
                            .containsEntry(
                                    "errors",
                                    List.of(Map.of(
                                            "header", header, "detail", "the schema \"private\" is not served")));
                });
    }

    @Test
    void areRefusedWhereOneOfSeveralNamesAnother() {
        var request = naming("Accept-Profile", "public");
        request.addHeader("Accept-Profile", "private");

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> led(request, "public"));
    }

    private static void assertServed(MockHttpServletRequest request, String schema) {
        assertThatCode(() -> led(request, schema)).doesNotThrowAnyException();
    }

    private static HttpServletRequest led(HttpServletRequest request, String schema) {
        return Profiles.led(request, new MockHttpServletResponse(), new OneSchema(schema));
    }

    private record OneSchema(String schema) implements Catalogs {

        @Override
        public List<String> schemas() {
            return List.of(schema);
        }

        @Override
        public Optional<Catalog> current() {
            return Optional.empty();
        }

        @Override
        public Catalog refresh() {
            throw new UnsupportedOperationException();
        }
    }

    private static MockHttpServletRequest naming(String header, String schema) {
        var request = new MockHttpServletRequest();
        request.addHeader(header, schema);
        return request;
    }
}
