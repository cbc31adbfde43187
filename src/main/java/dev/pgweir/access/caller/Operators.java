package dev.pgweir.access.caller;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.AccessProperties.Issuer;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells which operator sends a request, by its token, API key or certificate. Thread-safe. */
@Component
public class Operators {

    private final Proofs proofs;
    private final boolean toldApart;

    Operators(AccessProperties properties, Proofs proofs) {
        this.proofs = proofs;
        this.toldApart = properties.keys()
                || properties.issuers().stream().anyMatch(Issuer::operators)
                || properties.certificates().stream()
                        .anyMatch(client -> !client.scopes().isEmpty());
    }

    /** Whether operators can show who they are, so that others need not be taken for them. */
    public boolean areToldApart() {
        return toldApart;
    }

    /**
     * Who sends a request, if that is said and can be.
     *
     * @param shown what it shows of that
     * @throws dev.pgweir.access.CallerRefused where that is not to be believed, or it cannot be told at the moment
     */
    public Optional<Operator> of(Credentials shown) {
        return Optional.of(shown).filter(_ -> toldApart).flatMap(proofs::of).map(proof -> switch (proof) {
            case Proof.Token(var token) ->
                new Operator(
                        token.issuer() + "/" + token.subject().orElse("-"),
                        token.operators() ? token.scopes() : Set.of());
            case Proof.Key(var key) -> new Operator("key " + key.id(), key.scopes());
            case Proof.Certificate(var client) -> new Operator(client.subject(), client.scopes());
        });
    }
}
