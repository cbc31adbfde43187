package dev.pgweir.web.route;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;

class DirectRoutesTests {

    private static final HttpRequestHandler LIST = (_, _) -> {};
    private static final HttpRequestHandler ITEM = (_, _) -> {};

    private final DirectRoutes routes = new DirectRoutes(new AllowingRoutes((_, methods) -> methods));

    @BeforeEach
    void serveSales() {
        routes.serve("sales", Map.of("GET", LIST), Map.of("GET", ITEM));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sales, /sales",
        "HEAD, /sales, /sales",
        "GET, '/sales/1,2024-01-01', /sales/{key}",
        "HEAD, '/sales/a%2Fb', /sales/{key}"
    })
    void findsTheHandlerOfAPathAndNamesItsPattern(String method, String path, String pattern) throws Exception {
        var request = new MockHttpServletRequest(method, path);

        var found = requireNonNull(routes.getHandler(request));

        assertThat(found.getHandler()).isSameAs(pattern.equals("/sales") ? LIST : ITEM);
        assertThat(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                .isEqualTo(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /sales",
        "OPTIONS, /sales",
        "DELETE, /sales/1",
        "GET, /",
        "GET, //",
        "GET, ''",
        "GET, /sale",
        "GET, /sales/",
        "GET, /sales/1/",
        "GET, /sales/1/2",
        "GET, //sales",
        "GET, /sales;v=1",
        "GET, /sales/1;v=1",
        "GET, /s%61les",
        "GET, /s%61les/1"
    })
    void leavesAllElseToOthers(String method, String path) throws Exception {
        assertThat(routes.getHandler(new MockHttpServletRequest(method, path))).isNull();
    }

    @Test
    void leavesWhatIsWithdrawnToOthers() throws Exception {
        routes.withdraw("sales");

        assertThat(routes.getHandler(new MockHttpServletRequest("GET", "/sales")))
                .isNull();
        assertThat(routes.getHandler(new MockHttpServletRequest("GET", "/sales/1")))
                .isNull();
    }
}
