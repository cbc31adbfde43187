package dev.pgweir.testing;

import static java.util.stream.Collectors.toCollection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus gets to see of a gateway: families of meters, in its text format 0.0.4. */
public final class Scrape {

    private static final Pattern HEAD = Pattern.compile("^# (HELP|TYPE) (\\S+) (.*)$", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_0-9]+)(?:\\{(.*)})? (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_0-9]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final SortedMap<String, Family> families = new TreeMap<>();
    private final List<Sample> samples;

    /**
     * Meters of one name.
     *
     * @param kind {@code counter}, {@code gauge}, {@code histogram}, {@code summary}
     * @param labels of all of its samples, but for {@code le}
     */
    public record Family(String name, String kind, String help, SortedSet<String> labels) {}

    /**
     * One value.
     *
     * @param name of its own for each part of a family, such as {@code x_bucket} and {@code x_count}
     */
    public record Sample(String name, SortedMap<String, String> labels) {}

    /** Reads one from its text. */
    public Scrape(String text) {
        samples = SAMPLE.matcher(text)
                .results()
                .map(sample -> new Sample(
                        sample.group(1),
                        labels(Optional.ofNullable(sample.group(2)).orElse(""))))
                .toList();
        Map<String, String> help = new TreeMap<>();
        HEAD.matcher(text).results().forEach(head -> {
            if (head.group(1).equals("HELP")) {
                help.put(head.group(2), head.group(3));
            } else {
                families.put(head.group(2), family(head.group(2), head.group(3), help.getOrDefault(head.group(2), "")));
            }
        });
    }

    private Family family(String name, String kind, String help) {
        var labels = samples.stream()
                .filter(sample -> sample.name().equals(name) || sample.name().equals(name + "_count"))
                .flatMap(sample -> sample.labels().keySet().stream())
                .collect(toCollection(TreeSet::new));
        return new Family(name, kind, help, labels);
    }

    private static SortedMap<String, String> labels(String text) {
        var labels = new TreeMap<String, String>();
        for (Matcher label = LABEL.matcher(text); label.find(); ) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    /** All families, by name. */
    public SortedMap<String, Family> families() {
        return families;
    }

    /** All samples. */
    public List<Sample> samples() {
        return samples;
    }
}
