package dev.pgweir.admin.guard;

import dev.pgweir.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Notes what operators do, and what is refused to those who may be none: a line each in the log {@code pgweir.audit}. Thread-safe. */
final class Audit {

    private static final Logger log = LoggerFactory.getLogger("pgweir.audit");
    private static final int MOST_CHARACTERS = 256;

    private Audit() {}

    /**
     * Something was done, or attempted.
     *
     * @param who the operator's name
     * @param body what was sent, as far as that is told
     * @param status of the answer
     */
    static void done(HttpServletRequest request, String who, Optional<String> body, int status) {
        note(Level.INFO, request, who, body, String.valueOf(status));
    }

    /** Something was not even attempted. */
    static void refused(HttpServletRequest request, String who, RuntimeException refusal) {
        note(Level.WARN, request, who, Optional.empty(), "refused, " + why(refusal));
    }

    /** A word or so: what a problem says at length may repeat what was sent. */
    private static String why(RuntimeException refusal) {
        if (refusal instanceof ProblemException problem) {
            var type = String.valueOf(problem.getBody().getType());
            return type.substring(type.lastIndexOf(':') + 1);
        }
        return String.valueOf(refusal.getMessage());
    }

    private static void note(
            Level level, HttpServletRequest request, String who, Optional<String> body, String outcome) {
        var path = inOneLine(request.getRequestURI());
        var name = inOneLine(who);
        var before = Change.before(request).map(Audit::inOneLine);
        var after = Change.after(request).map(Audit::inOneLine);
        var event = log.atLevel(level)
                .addKeyValue("operator", name)
                .addKeyValue("address", request.getRemoteAddr())
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", path)
                .addKeyValue("outcome", outcome)
                .addKeyValue("body", body.orElse(""))
                .addKeyValue("before", before.orElse(""))
                .addKeyValue("after", after.orElse(""));
        event.log(
                "{} {}{} by {} from {}: {}{}{}",
                request.getMethod(),
                path,
                body.map(" "::concat).orElse(""),
                name,
                request.getRemoteAddr(),
                outcome,
                before.map("; before: "::concat).orElse(""),
                after.map("; after: "::concat).orElse(""));
    }

    /** What others have written is neither to begin a line nor to fill the log. */
    private static String inOneLine(String text) {
        var plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\x{85}]", "?");
        return plain.length() > MOST_CHARACTERS ? plain.substring(0, MOST_CHARACTERS) + "…" : plain;
    }
}
