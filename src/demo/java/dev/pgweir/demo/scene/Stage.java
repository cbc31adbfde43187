package dev.pgweir.demo.scene;

import com.google.errorprone.annotations.FormatMethod;
import dev.pgweir.demo.claim.Claim;
import dev.pgweir.demo.claim.Requirements;
import dev.pgweir.demo.lab.Lab;
import dev.pgweir.demo.report.Figure;
import dev.pgweir.demo.report.Finding;
import java.time.Duration;
import java.util.Locale;

/**
 * What a scene is given.
 *
 * @param lab the cluster and its gateway
 * @param pace how thoroughly to measure
 * @param requirements what claims require
 * @param start when the demonstration began, as {@link System#nanoTime} tells
 */
public record Stage(Lab lab, Pace pace, Requirements requirements, long start) {

    /** Tells those who wait what is being done. */
    @FormatMethod
    public void say(String format, Object... values) {
        var seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        System.out.printf(Locale.ROOT, "%4d s  %s%n", seconds, String.format(Locale.ROOT, format, values));
    }

    /** Holds a claim against what was measured. */
    public Finding judge(Claim claim, double measured, Figure figure) {
        var verdict = requirements.judge(claim, measured);
        say(
                "  %s %s: %s (required: %s)",
                verdict.holds() ? "holds " : "FAILS ", claim.id(), verdict.measuredText(), verdict.requiredText());
        return new Finding(verdict, figure);
    }
}
