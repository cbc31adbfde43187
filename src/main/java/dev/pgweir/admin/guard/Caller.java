package dev.pgweir.admin.guard;

import dev.pgweir.access.caller.Credentials;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Who sends a request. It believes only the two ends of the socket, and what a browser adds to the requests of a page; not
 * what a proxy has added, since then the client is not the one at the socket's end. Immutable.
 *
 * @param request as it came in, before any filter put the address from a header into it
 */
record Caller(HttpServletRequest request) {

    private static final Set<String> PROXY_HEADERS =
            Set.of("forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip");
    private static final String FORWARDED = "x-forwarded";

    /** Set where Tomcat itself, told to trust proxies, may have replaced the address and removed the header it came from. */
    private static final String ADDRESS_UNSURE_ATTRIBUTE = "org.apache.tomcat.request.forwarded";

    private static final Set<String> OWN_SITE = Set.of("none", "same-origin");

    static Caller of(HttpServletRequest request) {
        ServletRequest received = request;
        while (received instanceof ServletRequestWrapper wrapper) {
            received = wrapper.getRequest();
        }
        return new Caller((HttpServletRequest) received);
    }

    /** What it shows to say who sends it. */
    Credentials shown() {
        return Credentials.of(
                name -> Optional.ofNullable(request.getHeader(name)),
                name -> Optional.ofNullable(request.getAttribute(name)));
    }

    boolean isOnOwnMachine() {
        return isLoopback(request.getRemoteAddr())
                && isLoopback(request.getLocalAddr())
                && request.getAttribute(ADDRESS_UNSURE_ATTRIBUTE) == null
                && headers().noneMatch(Caller::isOfProxy);
    }

    void requireOwnMachine() {
        if (isOnOwnMachine()) {
            return;
        }
        throw forbidden(
                "loopback-only",
                "Administrative requests that change something are accepted from the gateway's own machine only, "
                        + "and not through a proxy; this one came from %s.".formatted(request.getRemoteAddr()),
                "Send the request to localhost on the machine that runs the gateway. "
                        + "With server.forward-headers-strategy=native all are refused; framework does not need that.");
    }

    private Stream<String> headers() {
        return Collections.list(request.getHeaderNames()).stream().map(name -> name.toLowerCase(Locale.ROOT));
    }

    private static boolean isOfProxy(String header) {
        return header.startsWith(FORWARDED) || PROXY_HEADERS.contains(header);
    }

    /** A page of another site can have its name stand for this machine, but not an address, nor the name of this machine. */
    void requireLoopbackHost() {
        var host = host();
        if (!host.equals("localhost") && !isLoopback(host)) {
            throw foreignHost("Name the gateway localhost, 127.0.0.1 or [::1].");
        }
    }

    /**
     * Likewise; a name without a dot is no web site's.
     *
     * @param names further names of the gateway
     */
    void requireOwnHost(List<String> names) {
        var host = host();
        if (host.contains(".") && !isAddress(host) && names.stream().noneMatch(host::equalsIgnoreCase)) {
            throw foreignHost("Name the gateway by its address, or list the name in pgweir.admin.hosts.");
        }
    }

    private ProblemException foreignHost(String hint) {
        return forbidden(
                "foreign-host",
                "The request names the host %s, which a web page may have made stand for this machine."
                        .formatted(request.getServerName()),
                hint);
    }

    /** The host that the request is meant for, without the brackets of an IPv6 address and the dot that ends a full name. */
    private String host() {
        return request.getServerName().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.$", "");
    }

    /** Browsers name the origin of the page that sends a request, unless the request only reads and is to the same origin. */
    void requireOwnOrigin() {
        for (var origin : Collections.list(request.getHeaders(HttpHeaders.ORIGIN))) {
            if (!isOwn(origin)) {
                throw foreignOrigin("a page of the origin " + origin);
            }
        }
    }

    /** What browsers say of a page besides, whatever its address. */
    void requireOwnSite() {
        for (var site : Collections.list(request.getHeaders("Sec-Fetch-Site"))) {
            if (!OWN_SITE.contains(site)) {
                throw foreignOrigin("a page that is " + site);
            }
        }
    }

    private static ProblemException foreignOrigin(String sender) {
        return forbidden(
                "foreign-origin",
                "A browser sent the request for %s.".formatted(sender),
                "Only pages of the gateway itself, and clients that are no browsers, may send it.");
    }

    private boolean isOwn(String origin) {
        try {
            var uri = URI.create(origin);
            return request.getScheme().equalsIgnoreCase(uri.getScheme())
                    && request.getServerName().equalsIgnoreCase(uri.getHost())
                    && request.getServerPort() == port(uri);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static int port(URI origin) {
        var standard = "https".equalsIgnoreCase(origin.getScheme()) ? 443 : 80;
        return origin.getPort() < 0 ? standard : origin.getPort();
    }

    /** A page may have a form sent anywhere, but none of JSON. */
    void requireJson() {
        var type = request.getContentType();
        if (type != null && !isJson(type)) {
            throw Problem.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "unsupported-media-type",
                            "The body is of the type %s.".formatted(type))
                    .hint("Send JSON with Content-Type: application/json, or no body and no Content-Type.")
                    .toException();
        }
    }

    private static ProblemException forbidden(String word, String message, String hint) {
        return Problem.of(HttpStatus.FORBIDDEN, word, message).hint(hint).toException();
    }

    private static boolean isJson(String type) {
        try {
            var parsed = MediaType.parseMediaType(type);
            return MediaType.APPLICATION_JSON.includes(parsed)
                    || parsed.getSubtype().endsWith("+json");
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    private static boolean isLoopback(String address) {
        return isAddress(address) && InetAddress.ofLiteral(address).isLoopbackAddress();
    }

    private static boolean isAddress(String text) {
        try {
            return InetAddress.ofLiteral(text).getAddress().length > 0;
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
