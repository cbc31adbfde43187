package dev.pgweir.access.token;

/** What was found out about a token, and holds as long as the keys of the issuers do. Immutable. */
sealed interface Verdict {

    /** What the token says, if it is valid at a time. */
    VerifiedToken at(long now);

    /** It is signed, and claims what it must. */
    record Signed(VerifiedToken token, Times times) implements Verdict {
        @Override
        public VerifiedToken at(long now) {
            times.check(now);
            return token;
        }
    }

    /** It is not to be believed. */
    record Refused(InvalidToken refusal) implements Verdict {
        @Override
        public VerifiedToken at(long now) {
            throw refusal;
        }
    }

    /** Nor is it for now: its issuer may not be asked for further keys yet. */
    record RefusedForNow() implements Verdict {
        @Override
        public VerifiedToken at(long now) {
            throw InvalidToken.undecodable();
        }
    }
}
