package dev.pgweir.access.caller;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.AccessProperties.Issuer;
import dev.pgweir.access.token.Tokens;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells which operator sends a request, by its token. Thread-safe. */
@Component
public class Operators {

    private final Tokens tokens;
    private final boolean toldApart;

    Operators(AccessProperties properties, Tokens tokens) {
        this.tokens = tokens;
        this.toldApart = properties.issuers().stream().anyMatch(Issuer::operators);
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
        return shown.token()
                .filter(_ -> toldApart)
                .map(tokens::verify)
                .map(verified -> new Operator(
                        verified.issuer() + "/" + verified.subject().orElse("-"),
                        verified.operators() ? verified.scopes() : Set.of()));
    }
}
