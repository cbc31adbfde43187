package dev.pgweir.access.caller;

import dev.pgweir.access.CertifiedClient;
import dev.pgweir.access.apikey.ApiKey;
import dev.pgweir.access.token.VerifiedToken;

/** What was found good that a request shows. */
sealed interface Proof {

    /** A token. */
    record Token(VerifiedToken token) implements Proof {}

    /** A certificate, where there is nothing else. */
    record Certificate(CertifiedClient client) implements Proof {}

    /** An API key, alone or in the place of the token. */
    record Key(ApiKey key) implements Proof {}
}
