package dev.pgweir.limits;

import java.util.Map;

/**
 * What each of one kind may: callers with names, or addresses.
 *
 * @param ofAll what it may in general
 * @param ofRoles what it may in a role instead
 */
record Shares(Share ofAll, Map<String, Share> ofRoles) {

    Share of(String role) {
        return ofRoles.isEmpty() ? ofAll : ofRoles.getOrDefault(role, ofAll);
    }
}
