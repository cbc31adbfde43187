package dev.pgweir.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.limits.Cost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CostsTests {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            GET,     /sales/6,  -,                                       -,            ITEM
            GET,     /sales/6,  text/csv,                                count=exact,  ITEM
            GET,     /sales,    -,                                       -,            LIST
            HEAD,    /sales,    application/json,                        -,            LIST
            GET,     /sales,    'text/html,application/xml;q=0.9,*/*',   -,            LIST
            GET,     /sales,    'text/csv;q=0.1, application/json',      -,            LIST
            GET,     /sales,    text/csv,                                -,            STREAM
            GET,     /sales,    Application/X-NDJSON,                    count=exact,  STREAM
            GET,     /sales,    -,                                       count=exact,  EXACT_COUNT
            GET,     /sales,    -,                                       count=planned,LIST
            GET,     /sales,    image/png,                               -,            LIST
            POST,    /sales,    text/csv,                                count=exact,  WRITE
            PATCH,   /sales/6,  -,                                       -,            WRITE
            PUT,     /sales/6,  -,                                       -,            WRITE
            DELETE,  /sales,    -,                                       -,            WRITE
            GET,     /rpc/f,    -,                                       -,            FUNCTION
            POST,    /rpc/f,    -,                                       -,            FUNCTION
            POST,    /rpc/f,    text/csv,                                -,            STREAM
            POST,    /rpc/f,    -,                                       count=exact,  EXACT_COUNT
            OPTIONS, /sales,    -,                                       -,            ITEM
            """)
    void areToldByMethodPathAndHeaders(String method, String path, String accept, String prefer, Cost cost) {
        var request = new MockHttpServletRequest(method, path);
        if (accept != null) {
            request.addHeader("Accept", accept);
        }
        if (prefer != null) {
            request.addHeader("Prefer", prefer);
        }

        assertThat(Costs.of(request)).isEqualTo(cost);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, text/csv, STREAM",
        "POST, application/x-ndjson;charset=utf-8, STREAM",
        "POST, application/json, WRITE",
        "PATCH, text/csv, WRITE"
    })
    void ofAnImportAreThoseOfAStream(String method, String contentType, Cost cost) {
        var request = new MockHttpServletRequest(method, "/sales");
        request.setContentType(contentType);

        assertThat(Costs.of(request)).isEqualTo(cost);
    }
}
