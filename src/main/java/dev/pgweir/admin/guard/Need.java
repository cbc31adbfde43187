package dev.pgweir.admin.guard;

import dev.pgweir.access.caller.Operator;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;

/** What a request of an operator takes. */
enum Need {
    /** Nothing: whether the gateway is well. */
    STATUS,
    /** To see how it is. */
    READ,
    /** To change that, or to see what others may not. */
    OPERATE;

    private static final Set<String> SAFE_METHODS =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

    private static final List<String> NOT_FOR_READERS = List.of("/admin/keys", "/admin/revocations");

    /**
     * What a request takes.
     *
     * @param path decoded and normalised
     * @param health the path of what tells whether the gateway is well
     */
    static Need of(String method, String path, String health) {
        if (!isSafe(method) || NOT_FOR_READERS.stream().anyMatch(root -> isBelow(path, root))) {
            return OPERATE;
        }
        return isBelow(path, health) ? STATUS : READ;
    }

    /** Whether a method only reads. */
    static boolean isSafe(String method) {
        return SAFE_METHODS.contains(method);
    }

    /** Whether a path is one, or leads on from there. */
    static boolean isBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    /** Whether an operator may ask for it. */
    boolean isMetBy(Operator operator) {
        return this == STATUS || operator.may(scope());
    }

    /** The scope that it takes. */
    String scope() {
        return this == OPERATE ? Operator.OPERATE : Operator.READ;
    }
}
