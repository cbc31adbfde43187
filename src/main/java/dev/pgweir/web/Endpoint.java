package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.stream.Collectors;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Where an operation is served.
 *
 * @param method the method of HTTP
 * @param path the pattern of the path
 * @param handler the name of the method of {@link ResourceController} that serves it
 * @param serving that method
 */
record Endpoint(RequestMethod method, String path, String handler, Serving serving) {

    /** Serves a request. */
    @FunctionalInterface
    interface Serving {

        void serve(ResourceController resource, HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException;
    }

    static Endpoint of(Operation operation, String resource) {
        var rows = "/" + resource;
        var row = rows + "/{key}";
        return switch (operation) {
            case LIST -> new Endpoint(RequestMethod.GET, rows, "list", ResourceController::list);
            case CREATE -> new Endpoint(RequestMethod.POST, rows, "create", ResourceController::create);
            case ITEM -> new Endpoint(RequestMethod.GET, row, "item", ResourceController::item);
            case UPDATE -> new Endpoint(RequestMethod.PATCH, row, "update", ResourceController::update);
            case REPLACE -> new Endpoint(RequestMethod.PUT, row, "replace", ResourceController::replace);
            case REPLACE_FILTERED ->
                new Endpoint(RequestMethod.PUT, rows, "replaceFiltered", ResourceController::replaceFiltered);
            case DELETE -> new Endpoint(RequestMethod.DELETE, row, "delete", ResourceController::delete);
            case UPDATE_ROWS -> new Endpoint(RequestMethod.PATCH, rows, "updateRows", ResourceController::updateRows);
            case DELETE_ROWS -> new Endpoint(RequestMethod.DELETE, rows, "deleteRows", ResourceController::deleteRows);
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

    /** Whether it is that of one row, whose key is in the path. */
    boolean isOfRow() {
        return path.endsWith("}");
    }

    /** That method, for Spring's routes. */
    Method handlerMethod() {
        try {
            return ResourceController.class.getDeclaredMethod(
                    handler, HttpServletRequest.class, HttpServletResponse.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same without a look for what its parameters mean. */
    HttpRequestHandler of(ResourceController resource) {
        return (request, response) -> serving.serve(resource, request, response);
    }
}
