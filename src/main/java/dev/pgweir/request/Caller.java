package dev.pgweir.request;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who asks: the statements that run for a request run on behalf of its caller. */
public sealed interface Caller {

    /**
     * Unique among callers, and the same for all requests of one. Part of the key of whatever is remembered for one caller and must
     * not be shown to another.
     */
    String name();

    /** A short text that differs between callers, and tells nothing of them. */
    default String mark() {
        return UUID.nameUUIDFromBytes(name().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * Who asks in this thread: the gateway inside {@link AsGateway}, else the caller of the running request.
     *
     * @throws NoCaller where neither runs
     */
    static Caller current() {
        if (AsGateway.isRunning()) {
            return new Gateway();
        }
        return RequestContext.current().map(RequestContext::caller).orElseThrow(NoCaller::new);
    }

    /** The name of the caller of the running request, to tell apart what is derived from it; empty outside requests. */
    static String currentName() {
        return RequestContext.current().map(request -> request.caller().name()).orElse("");
    }

    /** Whether a request runs in this thread whose caller has a role. */
    static boolean isInRole() {
        return RequestContext.current()
                .filter(request -> request.caller() instanceof InRole)
                .isPresent();
    }

    /** A client of a gateway that does not tell its clients apart: its statements run as the database user of the gateway. */
    record Anybody() implements Caller {

        @Override
        public String name() {
            return "";
        }
    }

    /** The gateway, or an operator of it: its statements run as the database user of the gateway. */
    record Gateway() implements Caller {

        @Override
        public String name() {
            return "gateway";
        }
    }

    /**
     * A client whose statements run in a role of the database, and see what is known of it as settings
     * (PostgreSQL manual, SET ROLE and chapter 20.16).
     *
     * @param name of the issuer of its token, of the subject and of the role, or of the role alone
     * @param subject the person or program that its token is about, if it says so
     * @param role as {@code pg_roles} spells it
     * @param anonymous whether it did not say who it is
     * @param settings by name, such as {@code request.jwt.claims}
     * @param authorities what its token says that it may do, as Spring Security spells it: {@code SCOPE_read}
     */
    record InRole(
            String name,
            Optional<String> subject,
            String role,
            boolean anonymous,
            Map<String, String> settings,
            Set<String> authorities)
            implements Caller, Principal {

        /** One whose token is about nobody. */
        public InRole(
                String name, String role, boolean anonymous, Map<String, String> settings, Set<String> authorities) {
            this(name, Optional.empty(), role, anonymous, settings, authorities);
        }

        /** Settings keep their order. */
        public InRole {
            authorities = Set.copyOf(authorities);
        }

        /** What Spring calls it: the subject, or else the role. */
        @Override
        public String getName() {
            return subject.orElse(role);
        }
    }

    /** Something ran for nobody: no request runs in this thread, and it was not said that the gateway itself asks. */
    final class NoCaller extends IllegalStateException {

        NoCaller() {
            super("no request runs in this thread, and no AsGateway says that the gateway itself asks");
        }
    }
}
