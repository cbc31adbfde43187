package dev.pgweir.openapi.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;

/** The forms in which an OpenAPI document is written. */
enum DocumentForm {
    JSON("application/json", Json31.mapper()),
    YAML("application/vnd.oai.openapi", yaml());

    private final String mediaType;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final ObjectMapper mapper;

    DocumentForm(String mediaType, ObjectMapper mapper) {
        this.mediaType = mediaType;
        this.mapper = mapper;
    }

    MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    void write(Object document, OutputStream out) throws IOException {
        mapper.writeValue(out, document);
    }

    private static ObjectMapper yaml() {
        return Yaml31.mapper()
                .copyWith(YAMLFactory.builder()
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                        .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                        .stringQuotingChecker(new Quoting())
                        .build());
    }

    /**
     * Quotes whatever begins like a number, because YAML 1.1 knows dates, sexagesimal numbers and others that look like
     * texts.
     */
    private static final class Quoting extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1;
        private static final Pattern SPECIAL =
                Pattern.compile("[-+.]?\\d.*|[-+]?\\.(inf|nan)|=|<<", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

        @Override
        public boolean needToQuoteName(String name) {
            return super.needToQuoteName(name) || SPECIAL.matcher(name).matches();
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || SPECIAL.matcher(value).matches();
        }
    }
}
