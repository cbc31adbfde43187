package dev.pgweir.configuration;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * A key that the gateway reads. Immutable.
 *
 * @param elements its parts, in lower case with hyphens; {@link #INDEX} stands for any place in a list, {@link #NAME} for any
 *     name in a map
 */
record KnownKey(List<String> elements) {

    static final String INDEX = "n";
    static final String NAME = "<name>";

    KnownKey then(String element) {
        return new KnownKey(Stream.concat(elements.stream(), Stream.of(element)).toList());
    }

    /** Whether Spring Boot takes a name for this key. */
    boolean matches(ConfigurationPropertyName name) {
        return name.getNumberOfElements() == elements.size()
                && IntStream.range(0, elements.size()).allMatch(i -> switch (elements.get(i)) {
                    case INDEX -> name.isNumericIndex(i);
                    case NAME -> true;
                    case String element -> element.replace("-", "").equals(name.getElement(i, Form.UNIFORM));
                });
    }

    /** The same of an environment variable, where hyphens may be left out or stand as underscores. */
    boolean matchesVariable(String variable) {
        var pattern = elements.stream()
                .map(element -> switch (element) {
                    case INDEX -> "\\d+";
                    case NAME -> ".+";
                    default -> element.replace("-", "_?");
                })
                .collect(joining("_"));
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                .matcher(variable)
                .matches();
    }

    /** The key as a file has it, with the indexes and names of the one that it may have been meant by. */
    String likeKey(ConfigurationPropertyName meant) {
        var text = new StringBuilder();
        for (var i = 0; i < elements.size(); i++) {
            var given = i < meant.getNumberOfElements() ? meant.getElement(i, Form.ORIGINAL) : elements.get(i);
            switch (elements.get(i)) {
                case INDEX ->
                    text.append('[')
                            .append(given.matches("\\d+") ? given : INDEX)
                            .append(']');
                case NAME -> text.append('.').append(given);
                case String element -> text.append(i == 0 ? "" : ".").append(element);
            }
        }
        return text.toString();
    }

    /** The key as the name of an environment variable. */
    String likeVariable() {
        return elements.stream()
                .map(element -> element.equals(INDEX) ? "0" : element.replaceAll("[-<>]", ""))
                .collect(joining("_"))
                .toUpperCase(Locale.ROOT);
    }

    String last() {
        return elements.getLast();
    }
}
