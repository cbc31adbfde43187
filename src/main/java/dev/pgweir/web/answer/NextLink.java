package dev.pgweir.web.answer;

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
            for (int start = 0, end; start < query.length(); start = end + 1) {
                end = query.indexOf('&', start);
                end = end < 0 ? query.length() : end;
                if (end > start && !query.startsWith("cursor=", start) && !query.startsWith("offset=", start)) {
                    append(query, start, end, link);
                    link.append('&');
                }
            }
        }
        return link.append("cursor=").append(cursor).append(">; rel=\"next\"").toString();
    }

    /** The server takes these characters as they are, but in a header they would end the link. */
    private static void append(String query, int start, int end, StringBuilder link) {
        for (var i = start; i < end; i++) {
            switch (query.charAt(i)) {
                case '<' -> link.append("%3C");
                case '>' -> link.append("%3E");
                case '"' -> link.append("%22");
                default -> link.append(query.charAt(i));
            }
        }
    }
}
