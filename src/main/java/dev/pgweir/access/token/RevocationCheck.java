package dev.pgweir.access.token;

/** Knows which tokens count no more, though they are signed and their time is not over. */
public interface RevocationCheck {

    /**
     * Whether a token is one of them.
     *
     * @throws RevocationsUnknown where that cannot be told, and no token is to count then
     */
    boolean isRevoked(VerifiedToken token);
}
