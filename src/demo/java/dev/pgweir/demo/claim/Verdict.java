package dev.pgweir.demo.claim;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
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

    /** The claim in words, with what is required. */
    public String sentence() {
        return claim.sentence().replace("%s", bound());
    }

    private String bound() {
        var percent = unit().equals("%");
        if (claim.relation() == Relation.AT_MOST && required == 0) {
            return percent ? "none" : "no";
        }
        if (claim.relation() == Relation.AT_LEAST && required == 100 && percent) {
            return "all";
        }
        var withUnit = percent || unit().equals("s");
        return claim.relation().words() + " " + (withUnit ? text(required) : number(required));
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
        return number(value) + " " + unit();
    }

    private static String number(double value) {
        var pattern = Math.abs(value) < 10 ? "#,##0.##" : Math.abs(value) < 100 ? "#,##0.#" : "#,##0";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
