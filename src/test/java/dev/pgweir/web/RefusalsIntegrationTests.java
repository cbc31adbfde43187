package dev.pgweir.web;

import static dev.pgweir.testing.Answers.problem;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that the gateway does not carry out, and what it says of them. */
@GatewayTest
class RefusalsIntegrationTests {

    private static final int HUNDRED_MEGABYTES = 100 * 1024 * 1024;
    private static final String SALE = "{\"order_date\": \"2024-01-01\", \"order_amount\": 1}";

    private final Gateway gateway;

    @Autowired
    RefusalsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order_date=gte.nonsense         | malformed-value     | order_date
            order_date=eq.2024-02-30        | malformed-value     | order_date
            order_id=in.(1,x)               | malformed-value     | order_id
            order_id=eq.9223372036854775808 | malformed-value     | order_id
            or=(order_id.eq.1,order_id.eq.) | malformed-value     | or
            select=nosuch                   | unknown-column      | select
            order=nosuch                    | unknown-column      | order
            nosuch=eq.1                     | unknown-column      | nosuch
            order_id=near.1                 | unknown-operator    | order_id
            order_id=1                      | malformed-parameter | order_id
            limit=many                      | malformed-parameter | limit
            limit=1&limit=2                 | malformed-parameter | limit
            offset=10001                    | malformed-parameter | offset
            order_date=eq.%FF               | malformed-encoding  | order_date
            """)
    void namesTheParameterThatIsWrong(String query, String code, String parameter) {
        var problem = problem(gateway.get("/sales?" + query), 400, code);
        assertThat(problem.at("/errors/0/parameter").asString()).isEqualTo(parameter);
    }

    @Test
    void refusesAnOperatorThatTheColumnDoesNotHave() {
        problem(gateway.get("/sales?order_id=like.1*"), 400, "operator-not-applicable");
    }

    @Test
    void limitsHowManyFiltersThereAre() {
        var hundred = "order_id=gt.0&".repeat(100);
        assertThat(gateway.get("/sales?limit=1&" + hundred).statusCode()).isEqualTo(200);
        problem(gateway.get("/sales?" + hundred + "order_id=lt.9"), 400, "too-many-filters");
        var grouped = "(" + "order_id.eq.1,".repeat(100) + "order_id.eq.2)";
        problem(gateway.get("/sales?or=" + grouped), 400, "too-many-filters");
    }

    @Test
    void limitsHowDeepFiltersNest() {
        assertThat(gateway.get("/sales?limit=1&and=" + nested(8)).statusCode()).isEqualTo(200);
        problem(gateway.get("/sales?and=" + nested(9)), 400, "filter-too-deep");
        problem(gateway.get("/sales?and=" + nested(2000)), 400, "filter-too-deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nosuch", "/nosuch/1", "/sales_2024", "/sales/1,2024-01-01/more", "/pg_class"})
    void doesNotKnowOtherRoutes(String path) {
        problem(gateway.get(path), 404, "no-such-route");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sales/", "//sales", "/n%C3%B6"})
    void namesThePathAsItWasAskedFor(String path) {
        assertThat(problem(gateway.get(path), 404, "no-such-route")
                        .path("detail")
                        .asString())
                .isEqualTo("nothing is served at " + path);
    }

    @Test
    void refusesAPathThatCannotBeDecoded() throws IOException {
        try (var client = new RawClient(gateway)) {
            client.send("GET /sales/1;%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400").contains("malformed-encoding");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST /sales   | application/json     | nonsense
            POST /sales   | application/json     | zz
            POST /sales   | application/json     | 5~{"a":~zz
            POST /sales   | application/json     | 5~{"a":1}~0~
            POST /sales   | text/csv             | zz
            POST /sales   | application/x-ndjson | 5~{"a":~zz
            PATCH /sales  | application/json     | fffffffff
            GET /sales    | application/json     | zz
            DELETE /sales | application/json     | zz
            POST /nosuch  | application/json     | zz
            """)
    void refusesABodyOfMalformedChunks(String line, String type, String chunks) throws IOException {
        for (var i = 0; i < 20; i++) {
            try (var client = new RawClient(gateway)) {
                client.send("%s HTTP/1.1\nHost: localhost\nContent-Type: %s\nTransfer-Encoding: chunked\n\n%s\n\n"
                                .formatted(line, type, chunks.replace("~", "\n")))
                        .sayGoodbye();
                var answer = client.readToEnd();
                if (!answer.startsWith("HTTP/1.1 200")) {
                    assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-None-Match", "If-Match", "Idempotency-Key"})
    void readsHeadersOfAnyLength(String header) {
        var tags = "\"a\",".repeat(6_000);
        assertThat(gateway.send("DELETE", "/sales/0,2024-01-01", "", header, tags)
                        .statusCode())
                .isBetween(400, 499);
    }

    @ParameterizedTest
    @CsvSource({"LOCK, /sales", "POST, '/sales/1,2024-01-01'"})
    void refusesOtherMethods(String method, String path) {
        problem(gateway.send(method, path, ""), 405, "method-not-allowed");
    }

    @Test
    void namesTheDateThatNoPartitionTakes() {
        var answer = gateway.send("POST", "/sales", "{\"order_date\": \"1999-12-31\", \"order_amount\": 1}");
        var problem = problem(answer, 422, "no-partition");
        assertThat(problem.path("detail").asString()).contains("1999-12-31");
        assertThat(problem.path("hint").asString()).isEqualTo("the partitions of sales begin at 2020-01-01");
        assertThat(problem.path("sqlstate").asString()).isEqualTo("23514");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"order_date": "2024-01-01"                         | 400 | malformed-json
            {"order_date": "2024-01-01",}                       | 400 | malformed-json
            {'order_date': '2024-01-01'}                        | 400 | malformed-json
            ``                                                  | 400 | malformed-body
            "order_date"                                        | 400 | malformed-body
            {"order_dates": "2024-01-01"}                       | 400 | unknown-column
            {"order_date": "nonsense", "order_amount": 1}       | 422 | malformed-value
            {"order_date": "2024-01-01"}                        | 422 | not-null
            {"order_date": "2024-01-01", "order_amount": 1e300} | 422 | malformed-value
            """)
    void refusesBodiesThatAreNoRow(String body, int status, String code) {
        problem(gateway.send("POST", "/sales", body, "Content-Type", "application/json"), status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void refusesBodiesInUtf16(String charset) throws Exception {
        problem(post(BodyPublishers.ofString(SALE, Charset.forName(charset))), 400, "malformed-json");
    }

    @Test
    void refusesBodiesWithAByteOrderMark() {
        problem(gateway.send("POST", "/sales", "\uFEFF" + SALE), 400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/json;charset=ISO-8859-1",
                "nonsense",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "multipart/mixed; boundary=x"
            })
    void refusesOtherMediaTypes(String mediaType) {
        problem(gateway.send("POST", "/sales", SALE, "Content-Type", mediaType), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv"})
    void unpacksNoBodies(String mediaType) {
        String[] headers = {"Content-Type", mediaType, "Content-Encoding", "gzip"};
        var refused = gateway.send("POST", "/sales", SALE, headers);
        assertThat(problem(refused, 415, "unsupported-media-type")
                        .at("/errors/0/header")
                        .asString())
                .isEqualTo("Content-Encoding");
        assertThat(refused.headers().firstValue("Accept-Encoding")).contains("identity");
    }

    @Test
    void refusesABodyOfAHundredMegabytesWhoseLengthIsTold() throws Exception {
        var body = BodyPublishers.fromPublisher(hundredMegabytes(), HUNDRED_MEGABYTES);
        problem(post(body), 413, "too-large");
    }

    @Test
    void refusesABodyOfAHundredMegabytesThatComesInChunks() throws Exception {
        problem(post(hundredMegabytes()), 413, "too-large");
    }

    @Test
    void refusesUrlsThatAreTooLong() {
        var url = "/sales?order_id=in.(" + "1,".repeat(9000) + "1)";
        problem(gateway.get(url), 414, "too-large");
    }

    @ParameterizedTest
    @CsvSource({"/sales/%ZZ", "/sales/1%", "/sales?order_date=eq.%ZZ", "/sales?order_date=eq.%2", "/sales?%=1"})
    void refusesMalformedPercentEncoding(String target) throws IOException {
        assertThat(raw("GET " + target)).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    }

    @Test
    void refusesKeysWithTheWrongNumberOfValues() {
        var problem = problem(gateway.get("/sales/1"), 400, "malformed-key");
        assertThat(problem.path("detail").asString()).contains("order_id,order_date");
        problem(gateway.get("/sales/1,2024-01-01,2"), 400, "malformed-key");
        problem(gateway.get("/sales/x,2024-01-01"), 400, "malformed-value");
    }

    private static String nested(int depth) {
        return "(and".repeat(depth - 1) + "(order_id.gt.0" + ")".repeat(depth);
    }

    private static BodyPublisher hundredMegabytes() {
        return BodyPublishers.ofByteArrays(Collections.nCopies(100, new byte[HUNDRED_MEGABYTES / 100]));
    }

    private HttpResponse<String> post(BodyPublisher body) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(gateway.uri("/sales")).POST(body);
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    /** What the server answers to a request line that no decent client would write. */
    private String raw(String methodAndTarget) throws IOException {
        var uri = gateway.uri("/");
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            var request = methodAndTarget + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
