package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Where an operation is served.
 *
 * @param method the method of HTTP
 * @param path the pattern of the path
 * @param handler the method of {@link ResourceController} that serves it
 */
record Endpoint(RequestMethod method, String path, Method handler) {

    static Endpoint of(Operation operation, String resource) {
        var rows = "/" + resource;
        var row = rows + "/{key}";
        return switch (operation) {
            case LIST -> new Endpoint(RequestMethod.GET, rows, handler("list"));
            case CREATE -> new Endpoint(RequestMethod.POST, rows, handler("create"));
            case ITEM -> new Endpoint(RequestMethod.GET, row, handler("item"));
            case UPDATE -> new Endpoint(RequestMethod.PATCH, row, handler("update"));
            case REPLACE -> new Endpoint(RequestMethod.PUT, row, handler("replace"));
            case REPLACE_FILTERED -> new Endpoint(RequestMethod.PUT, rows, handler("replaceFiltered"));
            case DELETE -> new Endpoint(RequestMethod.DELETE, row, handler("delete"));
            case UPDATE_ROWS -> new Endpoint(RequestMethod.PATCH, rows, handler("updateRows"));
            case DELETE_ROWS -> new Endpoint(RequestMethod.DELETE, rows, handler("deleteRows"));
        };
    }

    /** The methods by which the rows of a table that may be read are served without a key in the path, as {@code Allow} lists them. */
    static String methodsOfRows(Table table) {
        var rows = "/" + table.name();
        return Operation.on(table).stream()
                .map(operation -> of(operation, table.name()))
                .filter(endpoint -> endpoint.path().equals(rows))
                .map(endpoint -> endpoint.method().name())
                .collect(Collectors.joining(",", "", ",HEAD,OPTIONS"));
    }

    private static Method handler(String name) {
        try {
            return ResourceController.class.getDeclaredMethod(
                    name, HttpServletRequest.class, HttpServletResponse.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
