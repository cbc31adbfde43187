package dev.pgweir.admin;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses requests that change something unless they come from this machine. It believes only the two ends of the
 * socket, and refuses whatever a proxy has passed on, because then the client is not the one at the socket's end.
 */
final class LoopbackOnly implements HandlerInterceptor {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> PROXY_HEADERS = Set.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    /** Set where Tomcat itself, told to trust proxies, may have replaced the address and removed the header it came from. */
    private static final String ADDRESS_UNSURE_ATTRIBUTE = "org.apache.tomcat.request.forwarded";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!SAFE_METHODS.contains(request.getMethod()) && !isFromThisMachine(received(request))) {
            throw refused(request.getRemoteAddr());
        }
        return true;
    }

    private static AdminProblem refused(String address) {
        return new AdminProblem(
                HttpStatus.FORBIDDEN,
                "loopback-only",
                "Administrative requests that change something are accepted from the gateway's own machine only, "
                        + "and not through a proxy; this one came from %s.".formatted(address),
                "Send the request to localhost on the machine that runs the gateway. "
                        + "With server.forward-headers-strategy=native all are refused; framework does not need that.");
    }

    /** The request as it came in, before any filter put the address from a header into it. */
    private static HttpServletRequest received(HttpServletRequest request) {
        ServletRequest received = request;
        while (received instanceof ServletRequestWrapper wrapper) {
            received = wrapper.getRequest();
        }
        return (HttpServletRequest) received;
    }

    private static boolean isFromThisMachine(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && isLoopback(request.getLocalAddr())
                && request.getAttribute(ADDRESS_UNSURE_ATTRIBUTE) == null
                && PROXY_HEADERS.stream().noneMatch(header -> request.getHeader(header) != null);
    }

    private static boolean isLoopback(String address) {
        return InetAddress.ofLiteral(address).isLoopbackAddress();
    }
}
