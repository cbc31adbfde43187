package dev.pgweir.web.header;

import dev.pgweir.request.Deadline;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long a request may take: as its client prefers to wait (RFC 7240, section 4.3; fractions of seconds are taken as
 * well), up to a limit.
 *
 * @param ofOthers for clients who do not say
 * @param limit the longest
 */
public record Deadlines(Duration ofOthers, Duration limit) {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final int MILLIS = 3;

    /** The deadline of a request. The answer tells it to a client who gave one. */
    public Deadline of(HttpServletRequest request, HttpServletResponse response) {
        return Preferences.value(request, "wait")
                .map(wait -> followed(parse(wait), response))
                .orElseGet(this::unasked);
    }

    /** The deadline of a request whose client did not say. */
    public Deadline unasked() {
        return Deadline.in(ofOthers);
    }

    private Deadline followed(Duration wanted, HttpServletResponse response) {
        var deadline = wanted.compareTo(limit) > 0 ? limit : wanted;
        var seconds = BigDecimal.valueOf(deadline.toMillis(), MILLIS).stripTrailingZeros();
        Preferences.addApplied(response, "wait=" + seconds.toPlainString());
        return Deadline.in(deadline).asAgreed();
    }

    private static Duration parse(String wait) {
        if (!SECONDS.matcher(wait).matches() || new BigDecimal(wait).signum() == 0) {
            throw new InvalidRequest(
                    "malformed-preference",
                    new Origin.Header("Prefer"),
                    "wait takes a number of seconds above 0, not \"%s\"".formatted(wait));
        }
        var millis = new BigDecimal(wait).setScale(MILLIS, RoundingMode.CEILING);
        return Duration.ofMillis(millis.unscaledValue().longValueExact());
    }
}
