package dev.pgweir.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Compares names by the letters in which they differ. Pure. */
public final class Spelling {

    private static final int MOST = 3;

    private Spelling() {}

    /** The known names that differ in no more than a third of their letters, the most like first, and no more than three. */
    public static List<String> near(String unknown, Collection<String> known) {
        var word = unknown.toLowerCase(Locale.ROOT);
        Comparator<String> nearest = Comparator.comparingInt(name -> distance(word, name.toLowerCase(Locale.ROOT)));
        return known.stream()
                .filter(name -> Math.abs(name.length() - word.length()) <= tolerance(word))
                .filter(name -> distance(word, name.toLowerCase(Locale.ROOT)) <= tolerance(word))
                .sorted(nearest.thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static int tolerance(String word) {
        return Math.max(1, (word.length() + 1) / 3);
    }

    /** How many letters differ: Levenshtein's distance, row by row. */
    public static int distance(String one, String other) {
        var row = IntStream.rangeClosed(0, other.length()).toArray();
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
