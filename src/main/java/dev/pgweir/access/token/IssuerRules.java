package dev.pgweir.access.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.access.AccessProperties.Issuer;
import dev.pgweir.access.role.RolePath;
import dev.pgweir.access.role.RoleRule;
import dev.pgweir.access.token.InvalidToken.Reason;
import java.util.Optional;

/** What one issuer's tokens must claim, but for the time, and what they mean. Immutable. */
final class IssuerRules {

    private static final int MOST_BYTES_OF_CLAIMS = 4 * 1024;

    private final Issuer issuer;
    private final RoleRule role;
    private final VerifiedToken.Source source;

    IssuerRules(Issuer issuer) {
        this.issuer = issuer;
        this.role = new RoleRule(RolePath.of(issuer.role()), issuer.rolesMap(), issuer.defaultRole());
        this.source = new VerifiedToken.Source(issuer.name(), issuer.operators());
    }

    /** The configured name of the issuer. */
    String name() {
        return issuer.name();
    }

    Times times(Claims claims) {
        var times = Times.of(claims, issuer.clockSkew());
        if (issuer.requireExpiry() && times.expiry().isEmpty()) {
            throw new InvalidToken(Reason.CLAIM, "The JWT has no 'exp' claim");
        }
        return times;
    }

    VerifiedToken apply(Claims claims, Times times) {
        checkAudience(claims);
        var wanted = role.role(claims.tree());
        var text = wanted.filter(name -> !claims.text("role").equals(Optional.of(name)))
                .map(name -> Claims.withRole(claims.text(), name))
                .orElse(claims.text());
        if (text.getBytes(UTF_8).length > MOST_BYTES_OF_CLAIMS) {
            throw new InvalidToken(Reason.CLAIM, "The claims of the JWT are larger than 4 KB");
        }
        return new VerifiedToken(
                source, claims.text("sub"), wanted, text, claims.scopes(), claims.text("jti"), times.lifetime());
    }

    private void checkAudience(Claims claims) {
        var audiences = claims.audiences();
        if (issuer.audiences().isEmpty() || (audiences.isEmpty() && issuer.audienceOptional())) {
            return;
        }
        if (audiences.stream().noneMatch(issuer.audiences()::contains)) {
            throw new InvalidToken(Reason.AUDIENCE, "JWT not in audience");
        }
    }
}
