package dev.pgweir.access.token;

import dev.pgweir.access.token.InvalidToken.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Verifies tokens: which issuer signed them, and whether they are valid now. One that was verified is remembered until it expires
 * or the keys of an issuer change, and is then only compared with the time and the revocations. Thread-safe.
 */
public final class Tokens implements Closeable {

    private static final int MOST_CHARACTERS = 8 * 1024;

    private final Examination examination;
    private final AtomicLong changesOfKeys;
    private final RevocationCheck revocations;
    private final KnownTokens known = new KnownTokens();

    Tokens(Examination examination, AtomicLong changesOfKeys, RevocationCheck revocations) {
        this.revocations = revocations;
        this.examination = examination;
        this.changesOfKeys = changesOfKeys;
    }

    /**
     * What a token says. Without any issuer, none is believed.
     *
     * @param token as it stands behind {@code Bearer}
     * @throws InvalidToken if it is not to be believed
     * @throws KeysUnavailable if that cannot be told, for lack of keys
     * @throws RevocationsUnknown if it cannot be told whether it was revoked, and such tokens do not count
     */
    public VerifiedToken verify(String token) {
        if (token.isEmpty()) {
            throw new InvalidToken(Reason.MALFORMED, "Empty JWT is sent in Authorization header");
        }
        if (token.length() > MOST_CHARACTERS) {
            throw new InvalidToken(Reason.MALFORMED, "The JWT is longer than 8 KB");
        }
        var version = changesOfKeys.get();
        var verified = known.find(token, version)
                .orElseGet(() -> examine(token, version))
                .at(Instant.now().getEpochSecond());
        if (revocations.isRevoked(verified)) {
            throw new InvalidToken(Reason.REVOKED, "JWT revoked");
        }
        return verified;
    }

    private Verdict examine(String token, long version) {
        var verdict = examination.of(token);
        known.add(token, verdict, version);
        return verdict;
    }

    @Override
    public void close() throws IOException {
        examination.close();
    }
}
