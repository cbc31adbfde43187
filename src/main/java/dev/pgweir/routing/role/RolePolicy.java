package dev.pgweir.routing.role;

import dev.pgweir.access.RoleSettings;
import java.util.Map;
import java.util.Optional;

/**
 * Whether statements run in roles, and what runs in front of them.
 *
 * @param told whether callers are told apart: else all statements run as the login
 * @param preRequest the quoted name of a function that is called in the role of the caller in front of their statements
 * @param settings those that roles have of their own
 */
public record RolePolicy(boolean told, Optional<String> preRequest, RoleSettings settings) {

    /** All statements run as the login. */
    public static final RolePolicy NONE = new RolePolicy(false, Optional.empty(), _ -> Map.of());
}
