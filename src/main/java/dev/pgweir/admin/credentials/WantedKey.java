package dev.pgweir.admin.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.access.apikey.ApiKey;
import dev.pgweir.access.apikey.ApiKey.Kind;
import dev.pgweir.access.apikey.ApiKey.Validity;
import dev.pgweir.access.caller.Operator;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * An API key to make, as a request describes it.
 *
 * @param kind where it may be used
 * @param role the database role of those who show it
 * @param claims what the database is told of them besides
 * @param scopes what it allows
 * @param notAfter the last moment that it is valid
 * @param note for its makers
 */
record WantedKey(
        @Schema(
                description = "A service key is secret, and refused to browsers; a publishable one is not",
                allowableValues = {"publishable", "service"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<String> kind,

        @Schema(description = "The database role that requests with it run as", example = "web_anon")
        Optional<String> role,

        @Schema(description = "What request.jwt.claims has besides the role", example = "{\"app\": \"shop\"}")
        Optional<Map<String, Object>> claims,

        @Schema(
                description =
                        "pgweir.read and pgweir.operate make it an operator's; others are for the team's own endpoints",
                example = "[\"pgweir.read\"]")
        Optional<List<String>> scopes,

        @Schema(description = "The last moment that it is valid; without, it is until it is revoked")
        Optional<Instant> notAfter,

        @Schema(description = "What it is for", example = "the shop's web site")
        Optional<String> note) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");
    private static final Set<String> OF_OPERATORS = Set.of(Operator.READ, Operator.OPERATE);
    private static final int MOST_BYTES_OF_CLAIMS = 4 * 1024;
    private static final int MOST_SCOPES = 20;

    ApiKey toKey() {
        var text = JSON.writeValueAsString(claims.orElse(Map.of()));
        var allowed = scopes.orElse(List.of());
        var key = new ApiKey(
                "",
                parsedKind(),
                role.filter(name -> !name.isBlank()),
                text,
                Set.copyOf(allowed),
                new Validity(notAfter, false),
                note.orElse(""));
        require(key.role().isPresent() || !allowed.isEmpty(), "give it a role, or a scope of operators");
        require(text.getBytes(UTF_8).length <= MOST_BYTES_OF_CLAIMS, "the claims are larger than 4 KB");
        require(
                allowed.size() <= MOST_SCOPES
                        && allowed.stream()
                                .allMatch(scope -> SCOPE.matcher(scope).matches()),
                "a scope is a word without spaces, quotes and backslashes, and there are 20 at most");
        require(
                key.kind() == Kind.SERVICE || allowed.stream().noneMatch(OF_OPERATORS::contains),
                "an operator's key is secret: make it one of the kind service");
        return key;
    }

    private Kind parsedKind() {
        for (var known : Kind.values()) {
            if (kind.filter(known.word()::equals).isPresent()) {
                return known;
            }
        }
        throw CredentialProblems.malformedKey("the kind is publishable or service");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw CredentialProblems.malformedKey(otherwise);
        }
    }
}
