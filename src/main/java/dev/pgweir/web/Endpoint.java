package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Privilege;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestMethod;

/** The operations on a resource, each served where the database role has the privileges for it. */
enum Endpoint {
    LIST("list", "/%s", RequestMethod.GET, Privilege.SELECT),
    CREATE("create", "/%s", RequestMethod.POST, Privilege.INSERT),
    ITEM("item", "/%s/{key}", RequestMethod.GET, Privilege.SELECT),
    UPDATE("update", "/%s/{key}", RequestMethod.PATCH, Privilege.SELECT, Privilege.UPDATE),
    REPLACE("replace", "/%s/{key}", RequestMethod.PUT, Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE),
    DELETE("delete", "/%s/{key}", RequestMethod.DELETE, Privilege.SELECT, Privilege.DELETE);

    @SuppressWarnings("ImmutableEnumChecker") // a Method is never made accessible here
    private final Method handler;

    private final String path;
    private final RequestMethod method;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<Privilege> privileges;

    Endpoint(String handler, String path, RequestMethod method, Privilege... privileges) {
        this.handler = method(handler);
        this.path = path;
        this.method = method;
        this.privileges = Set.of(privileges);
    }

    /** The operations that a table offers; those on items need a primary key. */
    static Set<Endpoint> of(Table table) {
        var hasKey = table.primaryKey()
                .filter(key -> key.columns().stream()
                        .allMatch(name -> table.column(name).isPresent()))
                .isPresent();
        return Arrays.stream(values())
                .filter(endpoint -> hasKey || !endpoint.path.endsWith("{key}"))
                .filter(endpoint -> endpoint.privileges.stream().allMatch(table::allows))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Endpoint.class)));
    }

    private static Method method(String name) {
        try {
            return ResourceController.class.getDeclaredMethod(
                    name, HttpServletRequest.class, HttpServletResponse.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    String path(String resource) {
        return path.formatted(resource);
    }

    RequestMethod method() {
        return method;
    }

    /** The method of {@link ResourceController} that serves it. */
    Method handler() {
        return handler;
    }
}
