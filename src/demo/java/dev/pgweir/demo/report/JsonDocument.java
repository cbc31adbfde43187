package dev.pgweir.demo.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The report for programs, as {@code src/demo/report.schema.json} describes it. */
public final class JsonDocument {

    /** Goes up where a program that reads the document would have to change. */
    private static final int VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonDocument() {}

    /**
     * The whole document.
     *
     * @param schema what it must keep to
     */
    public static String of(Report report, String schema) {
        var document = JSON.writeValueAsString(members(report));
        var mistakes = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(document, InputFormat.JSON);
        if (!mistakes.isEmpty()) {
            throw new IllegalStateException("The report is not what its schema says: " + mistakes);
        }
        return document;
    }

    private static Map<String, Object> members(Report report) {
        return ordered(
                "version",
                VERSION,
                "started",
                report.started().toString(),
                "seconds",
                report.took().toSeconds(),
                "short",
                report.brief(),
                "holds",
                report.failures().isEmpty(),
                "machine",
                report.machine(),
                "scenes",
                report.scenes().stream().map(JsonDocument::scene).toList());
    }

    private static Map<String, Object> scene(SceneResult scene) {
        return ordered(
                "letter",
                String.valueOf(scene.letter()),
                "title",
                scene.title(),
                "claims",
                scene.findings().stream().map(JsonDocument::claim).toList(),
                "tables",
                scene.tables().stream().map(JsonDocument::table).toList(),
                "limits",
                scene.limits());
    }

    private static Map<String, Object> claim(Finding finding) {
        var verdict = finding.verdict();
        return ordered(
                "id",
                verdict.claim().id(),
                "sentence",
                verdict.sentence(),
                "measured",
                verdict.measured(),
                "relation",
                verdict.relation(),
                "required",
                verdict.required(),
                "unit",
                verdict.unit(),
                "holds",
                verdict.holds(),
                "method",
                verdict.claim().method());
    }

    private static Map<String, Object> table(Table table) {
        return ordered("caption", table.caption(), "columns", table.columns(), "rows", table.rows());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
