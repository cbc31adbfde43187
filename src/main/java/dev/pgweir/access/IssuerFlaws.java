package dev.pgweir.access;

import dev.pgweir.access.AccessProperties.Issuer;
import dev.pgweir.access.key.KeyAddress;
import dev.pgweir.access.key.KeyOrigin;
import dev.pgweir.access.role.RolePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** What is wrong with an issuer as it is configured, each with the rest of the key and what to do. Pure, but for files of keys. */
final class IssuerFlaws {

    private static final Duration MOST_SKEW = Duration.ofMinutes(10);

    private final Issuer issuer;
    private final List<String> found = new ArrayList<>();

    private IssuerFlaws(Issuer issuer) {
        this.issuer = issuer;
    }

    static List<String> of(Issuer issuer) {
        var flaws = new IssuerFlaws(issuer);
        flaws.find();
        return List.copyOf(flaws.found);
    }

    private void find() {
        if (issuer.name().isBlank()) {
            found.add(".name: give each issuer a name");
        }
        var origins = Stream.of(issuer.issuer(), issuer.jwksUrl(), issuer.keys(), issuer.secret())
                .filter(Optional::isPresent)
                .count();
        if (origins == 1) {
            keys();
        } else {
            found.add(": set exactly one of issuer, jwks-url, keys and secret, not " + origins);
        }
        together();
        if (issuer.clockSkew().isNegative() || issuer.clockSkew().compareTo(MOST_SKEW) > 0) {
            found.add(".clock-skew: give a time between 0s and 10m");
        }
        role();
    }

    private void keys() {
        issuer.issuer().ifPresent(url -> address(".issuer", url));
        issuer.jwksUrl().ifPresent(url -> address(".jwks-url", url));
        try {
            KeyOrigin.of(issuer.keys(), issuer.secret(), issuer.secretIsBase64(), issuer.algorithms());
        } catch (IllegalArgumentException e) {
            found.add(": " + e.getMessage());
        }
    }

    private void address(String key, String url) {
        try {
            KeyAddress.of(url);
        } catch (IllegalArgumentException e) {
            found.add(key + ": " + e.getMessage());
        }
    }

    /** What only makes sense together. */
    private void together() {
        if (issuer.secretIsBase64() && issuer.secret().isEmpty()) {
            found.add(".secret-is-base64: there is no secret");
        }
        if (issuer.sslBundle().isPresent()
                && issuer.issuer().isEmpty()
                && issuer.jwksUrl().isEmpty()) {
            found.add(".ssl-bundle: there is no server to trust, for neither issuer nor jwks-url is set");
        }
        if (issuer.iss().isPresent() && issuer.issuer().isPresent()) {
            found.add(".iss: leave it out, it is what issuer says");
        }
        if (issuer.audienceOptional() && issuer.audiences().isEmpty()) {
            found.add(".audience-optional: there are no audiences");
        }
    }

    private void role() {
        try {
            RolePath.of(issuer.role());
        } catch (PatternSyntaxException e) {
            found.add(".role: the expression in it is not understood: " + e.getDescription());
        } catch (IllegalArgumentException e) {
            found.add(".role: " + e.getMessage());
        }
    }
}
