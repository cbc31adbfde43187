package dev.pgweir.demo.claim;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is required of each claim: what it says itself, or what was asked for.
 *
 * @param changed those of which something else is required
 * @param text how that was asked for; empty where it was not
 */
public record Requirements(Map<Claim, Double> changed, String text) {

    /** Reads {@code A.reads=3.5,B.gap=1}. */
    public static Requirements parse(String text) {
        var changed = new EnumMap<Claim, Double>(Claim.class);
        for (var part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            var idAndNumber = part.strip().split("=", -1);
            if (idAndNumber.length != 2) {
                throw new IllegalArgumentException("demo.require: %s is not of the form A.reads=3.5".formatted(part));
            }
            changed.put(claim(idAndNumber[0]), Double.valueOf(idAndNumber[1]));
        }
        return new Requirements(changed, text.replaceAll("\\s", ""));
    }

    private static Claim claim(String id) {
        return Arrays.stream(Claim.values())
                .filter(claim -> claim.id().equals(id))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("demo.require: no claim is called %s; there are %s"
                        .formatted(
                                id, Arrays.stream(Claim.values()).map(Claim::id).collect(Collectors.joining(", ")))));
    }

    /** Compares what was measured with it. */
    public Verdict judge(Claim claim, double measured) {
        return new Verdict(claim, measured, changed.getOrDefault(claim, claim.required()));
    }
}
