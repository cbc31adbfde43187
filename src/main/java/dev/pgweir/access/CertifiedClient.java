package dev.pgweir.access;

import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A client that shows a certificate in place of a token.
 *
 * @param subject the distinguished name in it (RFC 2253), such as {@code CN=reports,O=Example}
 * @param role the database role of its requests
 * @param scopes what it may do besides: {@code pgweir.read} and {@code pgweir.operate} make it an operator
 */
public record CertifiedClient(
        @DefaultValue("") String subject,
        @DefaultValue Optional<String> role,
        @DefaultValue Set<String> scopes) {

    public CertifiedClient {
        role = role.filter(name -> !name.isBlank());
        scopes = Set.copyOf(scopes);
    }

    /** The subject, to be compared with those of certificates. */
    public X500Principal principal() {
        return new X500Principal(subject);
    }

    /** What is wrong with it, and what to do about that. */
    Optional<String> flaw() {
        if (role.isEmpty() && scopes.isEmpty()) {
            return Optional.of(": give it a role, or scopes");
        }
        try {
            return principal().getName().isEmpty()
                    ? Optional.of(".subject: write it as CN=reports,O=Example")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(".subject: it is no distinguished name such as CN=reports,O=Example: " + e.getMessage());
        }
    }
}
