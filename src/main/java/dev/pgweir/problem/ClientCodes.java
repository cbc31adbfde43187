package dev.pgweir.problem;

/**
 * The one table from the stable names of problems to their {@code code}: what PostgREST answers in the same case, be it a code
 * of its own or the SQLSTATE that it passes on from the server; else the name itself. Pure.
 */
final class ClientCodes {

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
            default -> ofWhatIsNamed(word);
        };
    }

    /** Where a request names related tables, or functions. */
    private static String ofWhatIsNamed(String word) {
        return switch (word) {
            case "no-relationship" -> "PGRST200";
            case "ambiguous-relationship" -> "PGRST201";
            case "not-embedded" -> "PGRST108";
            case "order-not-to-one" -> "PGRST118";
            case "writes-while-reading" -> "25006";
            case "no-such-function" -> "PGRST202";
            case "ambiguous-function" -> "PGRST203";
            default -> word;
        };
    }
}
