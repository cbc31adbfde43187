package dev.pgweir.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The link to the page after this one (RFC 8288), relative, so that it holds behind any proxy. */
final class NextLink {

    private NextLink() {}

    static String of(HttpServletRequest request, String cursor) {
        var others = Optional.ofNullable(request.getQueryString()).stream()
                .flatMap(query -> Arrays.stream(query.split("&")))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith("cursor=") && !pair.startsWith("offset="))
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
        return "<%s?%scursor=%s>; rel=\"next\"".formatted(request.getRequestURI(), others, cursor);
    }
}
