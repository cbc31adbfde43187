package dev.pgweir.access.caller;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.CertifiedClient;
import dev.pgweir.access.apikey.ApiKeys;
import dev.pgweir.access.token.Tokens;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.springframework.stereotype.Component;

/** Verifies what requests show. Thread-safe. */
@Component
class Proofs {

    private final Tokens tokens;
    private final ApiKeys keys;
    private final Map<X500Principal, CertifiedClient> certified;

    Proofs(AccessProperties properties, Tokens tokens, ApiKeys keys) {
        this.tokens = tokens;
        this.keys = keys;
        this.certified = properties.certificates().stream()
                .collect(Collectors.toUnmodifiableMap(CertifiedClient::principal, Function.identity()));
    }

    /** Whether API keys count. */
    boolean includeKeys() {
        return keys.areOn();
    }

    /** Whether nothing is shown that could count. */
    boolean areMissing(Credentials shown) {
        return shown.token().isEmpty()
                && (shown.key().isEmpty() || !keys.areOn())
                && certified(shown).isEmpty();
    }

    /**
     * What counts of that: the token where there is one, be it a key itself; but a key that comes with it has to be valid, too. A
     * certificate counts where nothing else was sent, since a program may act for somebody who has a token.
     */
    Optional<Proof> of(Credentials shown) {
        var byKey = shown.key().filter(_ -> keys.areOn()).map(key -> key(key, shown));
        return shown.token()
                .map(token -> keys.isMeantBy(token) ? key(token, shown) : new Proof.Token(tokens.verify(token)))
                .or(() -> byKey)
                .or(() -> certified(shown));
    }

    private Optional<Proof> certified(Credentials shown) {
        return shown.certificate().map(certified::get).map(Proof.Certificate::new);
    }

    private Proof key(String text, Credentials shown) {
        return new Proof.Key(keys.verify(text, shown.inBrowser()));
    }
}
