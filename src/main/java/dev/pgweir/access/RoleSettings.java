package dev.pgweir.access;

import java.util.Map;

/** Settings that roles have of their own ({@code ALTER ROLE … SET}), which a server would make only for a login. */
@FunctionalInterface
public interface RoleSettings {

    /** Those of a role, by name. */
    Map<String, String> of(String role);
}
