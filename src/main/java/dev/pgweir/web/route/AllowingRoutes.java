package dev.pgweir.web.route;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Spring's routes, but for the header Allow, which names the same methods where one is refused as where OPTIONS asks for them. */
public final class AllowingRoutes extends RequestMappingHandlerMapping {

    /** What OPTIONS is answered. */
    record Options(Set<String> methods) {

        /** Sends it. */
        public void answer(HttpServletResponse response) {
            response.setHeader(HttpHeaders.ALLOW, String.join(",", methods));
            if (methods.contains(HttpMethod.PATCH.name())) {
                response.setHeader(HttpHeaders.ACCEPT_PATCH, MediaType.APPLICATION_JSON_VALUE);
            }
        }
    }

    private final BiFunction<HttpServletRequest, Set<String>, Set<String>> permitted;

    /** @param permitted those of some methods that the caller of a request may use on its path */
    public AllowingRoutes(BiFunction<HttpServletRequest, Set<String>, Set<String>> permitted) {
        this.permitted = permitted;
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(
            Set<RequestMappingInfo> routes, String path, HttpServletRequest request) throws ServletException {
        var methods = methods(routes, request);
        if (methods.isEmpty()) {
            return super.handleNoMatch(routes, path, request);
        }
        if (request.getMethod().equals(HttpMethod.OPTIONS.name())) {
            return options(new Options(permitted.apply(request, methods)));
        }
        if (!methods.contains(request.getMethod())) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), methods);
        }
        return super.handleNoMatch(routes, path, request);
    }

    private static Set<String> methods(Set<RequestMappingInfo> routes, HttpServletRequest request) {
        Set<String> methods = new TreeSet<>();
        for (var route : routes) {
            var paths = route.getPathPatternsCondition();
            if (paths != null && paths.getMatchingCondition(request) != null) {
                route.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .forEach(methods::add);
            }
        }
        if (methods.contains(HttpMethod.GET.name())) {
            methods.add(HttpMethod.HEAD.name());
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS.name());
        }
        return methods;
    }

    private static HandlerMethod options(Options options) {
        try {
            return new HandlerMethod(options, "answer", HttpServletResponse.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
