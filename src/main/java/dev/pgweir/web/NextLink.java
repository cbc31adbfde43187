package dev.pgweir.web;

import jakarta.servlet.http.HttpServletRequest;

/** The link to the page after this one (RFC 8288), relative, so that it holds behind any proxy. */
final class NextLink {

    private NextLink() {}

    static String of(HttpServletRequest request, String cursor) {
        var link = new StringBuilder(256)
                .append('<')
                .append(request.getRequestURI())
                .append('?');
        var query = request.getQueryString();
        if (query != null) {
            for (var pair : query.split("&", -1)) {
                if (!pair.isEmpty() && !pair.startsWith("cursor=") && !pair.startsWith("offset=")) {
                    link.append(encoded(pair)).append('&');
                }
            }
        }
        return link.append("cursor=").append(cursor).append(">; rel=\"next\"").toString();
    }

    /** The server takes these characters as they are, but in a header they would end the link. */
    private static String encoded(String pair) {
        return pair.replace("<", "%3C").replace(">", "%3E").replace("\"", "%22");
    }
}
