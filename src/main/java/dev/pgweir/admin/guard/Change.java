package dev.pgweir.admin.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What an operator's request has changed, for the audit log: told by the endpoint that serves it. For the thread of the request. */
public final class Change {

    private static final String BEFORE = Change.class.getName() + ".before";
    private static final String AFTER = Change.class.getName() + ".after";

    private Change() {}

    /** What was there before, for people. */
    public static void before(HttpServletRequest request, String state) {
        request.setAttribute(BEFORE, state);
    }

    /** What is there now, for people; without secrets. */
    public static void after(HttpServletRequest request, String state) {
        request.setAttribute(AFTER, state);
    }

    static Optional<String> before(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(BEFORE));
    }

    static Optional<String> after(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(AFTER));
    }
}
