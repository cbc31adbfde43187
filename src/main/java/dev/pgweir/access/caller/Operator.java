package dev.pgweir.access.caller;

import java.util.Set;

/**
 * Somebody who shows by a token or API key that they may look after the gateway, or shows one that is not for that.
 *
 * @param name the issuer and the subject, or that of the key, for the log
 * @param scopes what they may do; none for the token of a client of the data, whatever its role and scopes
 */
public record Operator(String name, Set<String> scopes) {

    /** May see how the gateway and its cluster are. */
    public static final String READ = "pgweir.read";

    /** May change that, too. */
    public static final String OPERATE = "pgweir.operate";

    public Operator {
        scopes = Set.copyOf(scopes);
    }

    /** Whether they may do what a scope is for. */
    public boolean may(String scope) {
        return scopes.contains(OPERATE) || scopes.contains(scope);
    }
}
