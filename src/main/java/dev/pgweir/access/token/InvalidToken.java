package dev.pgweir.access.token;

import dev.pgweir.access.CallerRefused;

/** A token is refused. Its message does not tell which of issuer, key and signature was wrong. */
public final class InvalidToken extends CallerRefused {

    private static final long serialVersionUID = 1L;

    /** Why a token is refused, as far as clients are told. */
    public enum Reason {
        MALFORMED("PGRST301"),
        UNDECODABLE("PGRST301"),
        EXPIRED("PGRST303"),
        NOT_YET_VALID("PGRST303"),
        ISSUED_IN_FUTURE("PGRST303"),
        AUDIENCE("PGRST303"),
        REVOKED("PGRST303"),
        CLAIM("PGRST303");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** PostgREST's code for it. */
        public String code() {
            return code;
        }
    }

    private final Reason reason;

    InvalidToken(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static InvalidToken undecodable() {
        return new InvalidToken(Reason.UNDECODABLE, "No suitable key or wrong key type");
    }

    public Reason reason() {
        return reason;
    }

    /** PostgREST's code for it. */
    public String code() {
        return reason.code();
    }
}
