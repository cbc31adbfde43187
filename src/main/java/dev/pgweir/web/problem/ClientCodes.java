package dev.pgweir.web.problem;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.regex.Pattern;

/**
 * The {@code code} of problems that the gateway finds itself: what a client of PostgREST compares it with in the same case, be it
 * PostgREST's own code or the SQLSTATE that it passes on from the server; else Pgweir's word. Pure.
 */
final class ClientCodes {

    private static final Pattern RESOURCE_PATH = Pattern.compile("/[^/]+");

    private ClientCodes() {}

    static String of(String word) {
        return switch (word) {
            case "no-node" -> "PGRST000";
            case "connection-lost" -> "PGRST001";
            case "no-catalog" -> "PGRST002";
            case "pool-exhausted" -> "PGRST003";
            case "malformed-encoding", "malformed-parameter", "unknown-operator", "unknown-parameter" -> "PGRST100";
            case "malformed-json", "malformed-body", "columns-differ", "empty-body", "unsupported-media-type" ->
                "PGRST102";
            case "not-one-key" -> "PGRST105";
            case "limit-not-applicable" -> "PGRST114";
            case "no-such-page" -> "PGRST103";
            case "schema-not-served" -> "PGRST106";
            case "not-acceptable" -> "PGRST107";
            case "not-one-row" -> "PGRST116";
            case "key-mismatch" -> "PGRST115";
            case "method-not-allowed" -> "PGRST117";
            case "malformed-preference" -> "PGRST122";
            case "max-affected-exceeded" -> "PGRST124";
            case "unknown-type" -> "42704";
            case "no-unique-key" -> "42P10";
            case "generated-column" -> "428C9";
            default -> word;
        };
    }

    /** Columns of a body are looked for in the catalog by PostgREST too, but those of a query by the server. */
    static String of(InvalidRequest failure) {
        if (!failure.code().equals("unknown-column")) {
            return of(failure.code());
        }
        return switch (failure.origin()) {
            case Origin.Query(var name) when !name.equals("columns") -> "42703";
            default -> "PGRST204";
        };
    }

    /** Of a path that nothing is served at: a table, a function, or no path that there could be. */
    static String ofPath(String path) {
        if (path.startsWith("/rpc/")) {
            return "PGRST202";
        }
        return RESOURCE_PATH.matcher(path).matches() ? "PGRST205" : "PGRST125";
    }
}
