package dev.pgweir.web.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A request of a client that traces has spans of its own in the client's trace: one of the gateway, and one of each statement. */
@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
@Import(TracesIntegrationTests.Kept.class)
@TestPropertySource(
        properties = {
            "pgweir.schema=traced",
            "pgweir.own-schema=traced_own",
            "pgweir.routing.slow-transaction=1ms",
            "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:9/v1/traces",
            "management.tracing.export.otlp.enabled=false",
            "management.tracing.sampling.probability=0.1",
            "management.opentelemetry.tracing.export.schedule-delay=50ms"
        })
class TracesIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("traced");

    private final Gateway gateway;
    private final Kept kept;
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    /** Keeps the spans that are sent. */
    @TestConfiguration
    static class Kept {

        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Bean
        SpanExporter keptSpans() {
            return new SpanExporter() {
                @Override
                public CompletableResultCode export(Collection<SpanData> more) {
                    spans.addAll(more);
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode flush() {
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode shutdown() {
                    return CompletableResultCode.ofSuccess();
                }
            };
        }
    }

    @Autowired
    TracesIntegrationTests(Gateway gateway, Kept kept) {
        this.gateway = gateway;
        this.kept = kept;
    }

    @BeforeAll
    static void createTables() {
        SCHEMA.create(
                "CREATE TABLE words (id int PRIMARY KEY, word text NOT NULL)",
                "INSERT INTO words VALUES (1, 'one'), (2, 'a secret')",
                "CREATE TABLE days (day date PRIMARY KEY) PARTITION BY RANGE (day)",
                "CREATE TABLE days_2024 PARTITION OF days FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                "CREATE TABLE days_2025 PARTITION OF days FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')");
    }

    @AfterAll
    static void drop() {
        SCHEMA.drop();
    }

    @Test
    void tellOfAReadWhichNodeServedItAndWhy() {
        send("GET", "/words?word=eq.a%20secret", "");

        var read = statement("SELECT words");
        assertThat(read.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(read.getParentSpanId()).isEqualTo(ofGateway().getSpanId());
        assertThat(attribute(read, "db.system.name")).isEqualTo("postgresql");
        assertThat(attribute(read, "db.query.summary")).isEqualTo("SELECT words");
        assertThat(attribute(read, "pgweir.node")).startsWith("replica-");
        assertThat(attribute(read, "pgweir.route.reason")).isEqualTo("replica");
        assertThat(attribute(read, "server.address")).isEqualTo("127.0.0.1");
        assertThat(read.getAttributes().toString()).doesNotContain("secret");
    }

    @Test
    void goOnWithTheTraceOfTheClientAndTellItOfTheirPlace() {
        var answer = send("GET", "/words/1", "");

        assertThat(answer).isEqualTo("00-%s-%s-01".formatted(trace, ofGateway().getSpanId()));
    }

    @Test
    void areBegunForAShareOfRequestsAllOfWhichAreMeasured() {
        var before = measured();
        var begun = IntStream.range(0, 300)
                .mapToObj(i -> gateway.get("/words/2").headers().firstValue("traceresponse"))
                .flatMap(Optional::stream)
                .toList();

        assertThat(begun).hasSizeBetween(5, 80).allMatch(place -> place.endsWith("-01"));
        assertThat(measured() - before).isEqualTo(300);
        await().until(() -> kept.spans.stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .map(span -> "00-%s-%s-01".formatted(span.getTraceId(), span.getSpanId()))
                .toList()
                .containsAll(begun));
    }

    private double measured() {
        return gateway.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count{"))
                .filter(line -> line.contains("uri=\"/words/{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void areNotBegunAgainstTheWillOfTheClient() {
        var answer = gateway.get("/words/2", "traceparent", "00-" + trace + "-b7ad6b7169203331-00");

        assertThat(answer.headers().firstValue("traceresponse").orElse(""))
                .startsWith("00-" + trace)
                .endsWith("-00");
    }

    @Test
    void haveASpanForEachStatementOfAWrite() {
        send("POST", "/words", "{\"id\":3,\"word\":\"three\"}", "Idempotency-Key", trace);

        assertThat(attribute(statement("INSERT words"), "pgweir.node")).isEqualTo("primary");
        assertThat(spans()).extracting(SpanData::getName).contains("SELECT own tables");
    }

    @Test
    void tellWhatTheServerRefused() {
        send("POST", "/words", "{\"id\":1,\"word\":\"again\"}");

        assertThat(attribute(statement("INSERT words"), "db.response.status_code"))
                .isEqualTo("23505");
    }

    @Test
    void haveOneSpanForAnExport() {
        send("GET", "/words", "", "Accept", "text/csv");

        assertThat(statement("COPY words").getParentSpanId())
                .isEqualTo(ofGateway().getSpanId());
    }

    @Test
    void tellIntoHowManyPartitionsAListLooks() {
        send("GET", "/days?day=gte.2025-01-01", "");

        assertThat(ofGateway().getAttributes().get(AttributeKey.longKey("pgweir.partitions")))
                .isEqualTo(1L);
    }

    @Test
    void areNamedByProblemsAndInTheLog(CapturedOutput log) {
        assertThat(gateway.get("/words/99", "traceparent", parent()).body()).contains("\"traceId\":\"" + trace + "\"");

        send("GET", "/words", "", "Accept", "text/csv");
        send("GET", "/words", "");
        assertThat(log.getOut().lines().filter(line -> line.contains("dev.pgweir.slow")))
                .allMatch(line -> line.contains(trace));
    }

    /** A Prometheus before 2.43 refuses all metrics if others have them. */
    @Test
    void areNamedByHistogramsAndCountersOnly() {
        send("GET", "/words/1", "");

        var metrics = gateway.get("/actuator/prometheus", "Accept", "application/openmetrics-text; version=1.0.0")
                .body();
        assertThat(metrics.lines().filter(line -> line.contains("trace_id")))
                .isNotEmpty()
                .allMatch(line -> line.matches("\\w+_(bucket|total)\\W.*"));
    }

    @Test
    void leaveOutWhatOperatorsAndTheGatewayAskFor() {
        gateway.get("/actuator/health", "traceparent", parent());
        send("GET", "/words/1", "");

        var _ = ofGateway();
        assertThat(kept.spans).extracting(SpanData::getName).noneMatch(name -> name.contains("actuator"));
        assertThat(kept.spans).extracting(SpanData::getName).noneMatch(name -> name.startsWith("task "));
    }

    /** Answers the field {@code traceresponse}. */
    private String send(String method, String path, String body, String... headers) {
        var all = new ArrayList<>(List.of("traceparent", parent(), "Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return gateway.send(method, path, body, all.toArray(String[]::new))
                .headers()
                .firstValue("traceresponse")
                .orElse("");
    }

    private String parent() {
        return "00-" + trace + "-b7ad6b7169203331-01";
    }

    private List<SpanData> spans() {
        return kept.spans.stream()
                .filter(span -> span.getTraceId().equals(trace))
                .toList();
    }

    private SpanData ofGateway() {
        await().until(() -> spans().stream().anyMatch(span -> span.getKind() == SpanKind.SERVER));
        return spans().stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .findFirst()
                .orElseThrow();
    }

    private SpanData statement(String name) {
        var _ = ofGateway();
        assertThat(spans()).extracting(SpanData::getName).contains(name);
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String attribute(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }
}
