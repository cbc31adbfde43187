package dev.pgweir.access.caller;

import static java.util.Locale.ROOT;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.CallerRefused;
import dev.pgweir.access.CertifiedClient;
import dev.pgweir.access.apikey.ApiKey;
import dev.pgweir.access.token.VerifiedToken;
import dev.pgweir.request.Caller;
import dev.pgweir.request.Caller.InRole;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells who sends a request: by its token, API key or certificate, or that they do not say. Thread-safe. */
@Component
public class Callers {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AccessProperties properties;
    private final Proofs proofs;
    private final Optional<String> anonymousClaims;

    /** For as long as the tokens themselves are remembered. */
    private final Cache<VerifiedToken, Identity> identities =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    /** What of a caller is the same for all requests with a token. */
    private record Identity(
            String name,
            Optional<String> subject,
            String role,
            boolean anonymous,
            String claims,
            Set<String> authorities) {

        Identity {
            authorities = Set.copyOf(authorities);
        }

        Caller as(Asked asked, BiFunction<String, Asked, Map<String, String>> settings) {
            return new InRole(name, subject, role, anonymous, settings.apply(claims, asked), authorities);
        }
    }

    /**
     * What a request is like to those who look at its caller.
     *
     * @param method of HTTP
     * @param path as it was sent
     * @param headers the values of headers by their names
     */
    public record Asked(String method, String path, Function<String, Optional<String>> headers) {}

    /** A request has neither token nor key, and must have one. */
    public static final class TokenRequired extends CallerRefused {

        private static final long serialVersionUID = 1L;

        TokenRequired() {
            super("Anonymous access is disabled");
        }
    }

    Callers(AccessProperties properties, Proofs proofs) {
        this.properties = properties;
        this.proofs = proofs;
        this.anonymousClaims = properties.anonymousRole().map(role -> JSON.writeValueAsString(Map.of("role", role)));
    }

    /** Whether callers are told apart, so that what one is answered is not for another. */
    public boolean areToldApart() {
        return properties.tellsCallersApart();
    }

    /** Whether they may be told by API keys. */
    public boolean mayShowKeys() {
        return proofs.includeKeys();
    }

    /** Who sends what only operators may: its statements are the gateway's own. */
    public Caller operator() {
        return properties.tellsCallersApart() ? new Caller.Gateway() : new Caller.Anybody();
    }

    /** Who asks for a page for people, or for the contract: without a token, where there must be one, they are shown no table. */
    public Caller ofPage(Credentials shown, Asked asked) {
        return properties.anonymousRole().isEmpty() && proofs.areMissing(shown)
                ? new Caller.Anybody()
                : of(shown, asked);
    }

    /**
     * Who sends a request.
     *
     * @param shown what it shows of that
     * @throws CallerRefused where that is not to be believed, cannot be told at the moment, or is not said and has to be
     */
    public Caller of(Credentials shown, Asked asked) {
        if (!properties.tellsCallersApart()) {
            return new Caller.Anybody();
        }
        return proofs.of(shown)
                .map(proof -> switch (proof) {
                    case Proof.Token(var token) -> named(token, asked);
                    case Proof.Key(var key) -> named(key, asked);
                    case Proof.Certificate(var client) -> named(client, asked);
                })
                .orElseGet(() -> anonymous(asked));
    }

    private Caller anonymous(Asked asked) {
        var role = properties.anonymousRole().orElseThrow(TokenRequired::new);
        return new InRole(role, role, true, settings(anonymousClaims.orElseThrow(), asked), Set.of());
    }

    private Caller named(VerifiedToken token, Asked asked) {
        return identities.get(token, this::identity).as(asked, this::settings);
    }

    /** A token that names no role is that of somebody who is as good as anonymous. */
    private Identity identity(VerifiedToken token) {
        if (token.role().isEmpty()) {
            return identity(token.as(properties.anonymousRole().orElseThrow(TokenRequired::new)));
        }
        var role = token.role().get();
        var name = String.join("\n", token.issuer(), token.owner(), role);
        var anonymous = properties.anonymousRole().filter(role::equals).isPresent();
        return new Identity(name, token.subject(), role, anonymous, token.claims(), authorities(token.scopes(), role));
    }

    /** Likewise. No issuer has a blank name, so no other caller has that of a key. */
    private Caller named(ApiKey key, Asked asked) {
        var role = key.role().or(properties::anonymousRole).orElseThrow(TokenRequired::new);
        var anonymous = properties.anonymousRole().filter(role::equals).isPresent();
        return new InRole(
                String.join("\n", "", key.id(), role),
                role,
                anonymous,
                settings(key.claimsOf(role), asked),
                authorities(key.scopes(), role));
    }

    /** Likewise: no key has the name of a subject. */
    private Caller named(CertifiedClient client, Asked asked) {
        var role = client.role().or(properties::anonymousRole).orElseThrow(TokenRequired::new);
        return new InRole(
                String.join("\n", "", client.subject(), role),
                Optional.of(client.subject()),
                role,
                false,
                settings(JSON.writeValueAsString(Map.of("role", role, "sub", client.subject())), asked),
                authorities(client.scopes(), role));
    }

    private static Set<String> authorities(Set<String> scopes, String role) {
        Set<String> authorities = new HashSet<>();
        scopes.forEach(scope -> authorities.add("SCOPE_" + scope));
        authorities.add("ROLE_" + role);
        return authorities;
    }

    /** As PostgREST names them. */
    private Map<String, String> settings(String claims, Asked asked) {
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        for (var name : properties.settings()) {
            switch (name) {
                case "claims" -> settings.put("request.jwt.claims", claims);
                case "method" -> settings.put("request.method", asked.method());
                case "path" -> settings.put("request.path", asked.path());
                default -> asked.headers().apply(name).ifPresent(value -> headers.put(name.toLowerCase(ROOT), value));
            }
        }
        if (!headers.isEmpty()) {
            settings.put("request.headers", JSON.writeValueAsString(headers));
        }
        return settings;
    }
}
