package dev.pgweir.access;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * Who may ask, and as which database role.
 *
 * @param open whether all may ask as the gateway itself, as if there were no callers
 * @param anonymousRole the role of requests without a token; without it they are refused
 * @param roles those that tokens may name; empty for all that the gateway's login may take on
 * @param issuers those that sign tokens
 * @param keys whether API keys are taken
 * @param certificates the clients that show a certificate
 * @param revocations what becomes of tokens while it is not known which ones were revoked
 * @param preRequest a function that is called before each request
 * @param login the database user that requests log in as
 * @param settings what PostgreSQL is told of a request: {@code claims}, {@code method}, {@code path}, and names of headers
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.access", ignoreUnknownFields = false)
public record AccessProperties(
        @DefaultValue("false") boolean open,
        @DefaultValue Optional<String> anonymousRole,
        @DefaultValue List<String> roles,
        @DefaultValue List<Issuer> issuers,
        @DefaultValue("false") boolean keys,
        @DefaultValue List<CertifiedClient> certificates,
        @DefaultValue Revocations revocations,
        @DefaultValue Optional<String> preRequest,
        @DefaultValue({"claims", "method", "path"}) List<String> settings,
        @DefaultValue Login login)
        implements Validator {

    private static final Pattern SETTING = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern SECRETS = Pattern.compile("(?i)authorization|proxy-authorization|cookie|apikey");

    public AccessProperties {
        anonymousRole = given(anonymousRole);
        preRequest = given(preRequest);
        roles = List.copyOf(roles);
        issuers = List.copyOf(issuers);
        certificates = List.copyOf(certificates);
        settings = List.copyOf(settings);
    }

    /**
     * What becomes of tokens while it is not known which ones were revoked.
     *
     * @param failClosed whether all are refused then
     */
    public record Revocations(@DefaultValue("false") boolean failClosed) {}

    /**
     * A database user.
     *
     * @param username empty for that of the cluster
     * @param password empty where the server asks for none
     * @param passwordFile a file with the password in its place, which may change
     */
    public record Login(
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue Optional<String> passwordFile) {

        public Login {
            passwordFile = given(passwordFile);
        }

        /** Whether it is another one than that of the cluster. */
        public boolean isNamed() {
            return !username.isEmpty();
        }

        @Override
        public String toString() {
            return username;
        }
    }

    /** Those of an environment. */
    public static AccessProperties of(Environment environment) {
        return Binder.get(environment).bindOrCreate("pgweir.access", AccessProperties.class);
    }

    /** Whether callers are told apart: each then has a role of the database. */
    public boolean tellsCallersApart() {
        return anonymousRole.isPresent() || !issuers.isEmpty() || keys || !certificates.isEmpty();
    }

    /**
     * One who signs tokens, known by exactly one of {@code issuer}, {@code jwksUrl}, {@code keys} and {@code secret}.
     *
     * @param name what the operator calls it
     * @param issuer the URL of an OpenID provider, which tells where its keys are, and is the {@code iss} of its tokens
     * @param jwksUrl where its keys are
     * @param keys a JWK or a set of them, or {@code @} and a file with it
     * @param secret the shared secret, or {@code @} and a file with it
     * @param secretIsBase64 whether the secret is written in base64
     * @param sslBundle the SSL bundle with what the servers of its keys are trusted by, if not by what the JVM trusts
     * @param iss the {@code iss} that its tokens must have, where that does not follow from {@code issuer}
     * @param algorithms the algorithms that it may use, of those that its keys are for; empty for all of these
     * @param audiences of which its tokens must name one; empty where that does not matter
     * @param audienceOptional whether tokens that name no audience are for all
     * @param requireExpiry whether its tokens must say until when they are valid
     * @param clockSkew by how much its clock may differ
     * @param role a path to the claim that names the database role
     * @param rolesMap from what that claim may hold to database roles; the first entry counts that it does hold
     * @param defaultRole the role of tokens that name none
     * @param operators whether its tokens are for operators
     */
    public record Issuer(
            @DefaultValue("") String name,
            @DefaultValue Optional<String> issuer,
            @DefaultValue Optional<String> jwksUrl,
            @DefaultValue Optional<String> keys,
            @DefaultValue Optional<String> secret,
            @DefaultValue("false") boolean secretIsBase64,
            @DefaultValue Optional<String> sslBundle,
            @DefaultValue Optional<String> iss,
            @DefaultValue List<String> algorithms,
            @DefaultValue List<String> audiences,
            @DefaultValue("false") boolean audienceOptional,
            @DefaultValue("true") boolean requireExpiry,
            @DefaultValue("30s") Duration clockSkew,
            @DefaultValue("$.role") String role,
            @DefaultValue Map<String, String> rolesMap,
            @DefaultValue Optional<String> defaultRole,
            @DefaultValue("false") boolean operators) {

        public Issuer {
            issuer = given(issuer);
            jwksUrl = given(jwksUrl);
            keys = given(keys);
            secret = given(secret);
            sslBundle = given(sslBundle);
            iss = given(iss);
            defaultRole = given(defaultRole);
            algorithms = List.copyOf(algorithms);
            audiences = List.copyOf(audiences);
            // Their order counts, which a copy of the other kind would lose.
            rolesMap = Collections.unmodifiableMap(new LinkedHashMap<>(rolesMap));
        }

        /** The {@code iss} that its tokens must have, if any. */
        public Optional<String> expectedIss() {
            return issuer.or(() -> iss);
        }

        /** Without its keys. */
        @Override
        public String toString() {
            return "Issuer[" + name + "]";
        }
    }

    /** What is blank was left out, as by a variable that is not set. */
    private static Optional<String> given(Optional<String> text) {
        return text.filter(value -> !value.isBlank());
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == AccessProperties.class;
    }

    /** Errors are of the whole, for those of a key would repeat its value, which may be a secret. */
    @Override
    public void validate(Object properties, Errors errors) {
        ((AccessProperties) properties).validate(errors);
    }

    private void validate(Errors errors) {
        if (open && tellsCallersApart()) {
            errors.reject(
                    "open",
                    "pgweir.access.open: it lets all in as the gateway itself, and cannot be true where issuers, keys, "
                            + "certificates or an anonymous-role say who may do what: remove one of both");
        }
        for (var setting : settings) {
            if (!SETTING.matcher(setting).matches() || SECRETS.matcher(setting).matches()) {
                errors.reject(
                        "setting",
                        "pgweir.access.settings: \"%s\" is neither claims, method, path, nor the name of a header that "
                                        .formatted(setting)
                                + "may be told to the database, where it may be logged");
            }
        }
        validateCertificates(errors);
        var names = new HashSet<String>();
        for (var i = 0; i < issuers.size(); i++) {
            var issuer = issuers.get(i);
            var key = "pgweir.access.issuers[%d]".formatted(i);
            IssuerFlaws.of(issuer).forEach(flaw -> errors.reject("issuer", key + flaw));
            if (!names.add(issuer.name())) {
                errors.reject("taken", key + ".name: give each issuer a name of its own, an earlier one has this");
            }
        }
    }

    private void validateCertificates(Errors errors) {
        for (var i = 0; i < certificates.size(); i++) {
            var key = "pgweir.access.certificates[%d]".formatted(i);
            certificates.get(i).flaw().ifPresent(flaw -> errors.reject("certificate", key + flaw));
        }
        if (certificates.stream().map(CertifiedClient::subject).distinct().count() < certificates.size()) {
            errors.reject("taken", "pgweir.access.certificates: give each subject once");
        }
    }
}
