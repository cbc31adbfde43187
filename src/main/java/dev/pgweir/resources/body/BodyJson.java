package dev.pgweir.resources.body;

import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Opens JSON that clients send. Its size is limited as a whole, so that only its depth is limited here. */
final class BodyJson {

    static final int MAX_DEPTH = 1000;

    private static final Pattern SOURCE = Pattern.compile(" \\([^(]*\\[Source: .*]\\)");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build();

    private BodyJson() {}

    /** What is wrong with JSON, without the parser's own words on where its source came from. */
    static String fault(StreamReadException failure) {
        var message = failure.getOriginalMessage();
        return message.startsWith("Unexpected end-of-input")
                ? "the JSON stops before its end"
                : SOURCE.matcher(message).replaceAll("");
    }

    static JsonParser parser(byte[] bytes, int from, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, from, length);
    }
}
