package dev.pgweir.demo.claim;

import java.util.Locale;

/**
 * A claim, and whether it holds.
 *
 * @param claim the claim
 * @param measured what was measured
 * @param required what was to be measured at least, or at most
 */
public record Verdict(Claim claim, double measured, double required) {

    public boolean holds() {
        return claim.relation().holds(measured, required);
    }

    /** The claim in words. */
    public String sentence() {
        return claim.sentence().replace("%s", number(required));
    }

    /** As in {@code 2.84 ×}. */
    public String measuredText() {
        return text(measured);
    }

    /** As in {@code ≥ 2 ×}. */
    public String requiredText() {
        return claim.relation().sign() + " " + text(required);
    }

    /** As in {@code at_least}. */
    public String relation() {
        return claim.relation().name().toLowerCase(Locale.ROOT);
    }

    public String unit() {
        return claim.unit();
    }

    private String text(double value) {
        return number(value) + " " + claim.unit();
    }

    private static String number(double value) {
        var decimals = value == Math.rint(value) ? 0 : Math.abs(value) < 10 ? 2 : 1;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
