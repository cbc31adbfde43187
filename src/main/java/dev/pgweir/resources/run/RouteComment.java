package dev.pgweir.resources.run;

import dev.pgweir.request.RequestContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The comment in front of a statement, which tells the server's log, {@code pg_stat_activity} and {@code pg_stat_statements} which
 * resource it is for. It is in the format of <a href="https://google.github.io/sqlcommenter/spec/">sqlcommenter</a>, and the same
 * for all requests of one shape, so that the statement stays prepared.
 */
final class RouteComment {

    private static final Pattern PLAIN = Pattern.compile("[\\w/]*");

    private RouteComment() {}

    /** The text of a statement with the running request's comment; outside requests the text alone. */
    static String before(String sql) {
        return RequestContext.current()
                .map(request -> "/*application='pgweir',route='" + escaped(request.resource()) + "'*/ " + sql)
                .orElse(sql);
    }

    /** Nothing that could end the comment is left. Slashes may stay, and are easier to read so. */
    private static String escaped(String resource) {
        return PLAIN.matcher(resource).matches()
                ? resource
                : URLEncoder.encode(resource, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%2F", "/");
    }
}
