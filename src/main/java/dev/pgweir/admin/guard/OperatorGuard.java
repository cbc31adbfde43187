package dev.pgweir.admin.guard;

import dev.pgweir.admin.connector.OperatorsConnector;
import dev.pgweir.admin.permission.AdminProperties;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Guards what is meant for operators, {@code /admin} and the actuator. Nothing there is for the pages of other web sites,
 * which can have a browser on this machine, or one that reaches it, send requests; and whatever changes something is taken
 * from this machine only. Where operators have a port of their own, it is served there, and nothing else is.
 */
@Component
final class OperatorGuard extends OncePerRequestFilter {

    private static final Set<String> SAFE_METHODS =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

    private final HandlerExceptionResolver problems;
    private final OperatorsConnector connector;
    private final List<String> hosts;
    private final List<String> guarded;

    OperatorGuard(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            OperatorsConnector connector,
            AdminProperties properties,
            @Value("${management.endpoints.web.base-path:/actuator}") String actuator) {
        this.problems = problems;
        this.connector = connector;
        this.hosts = properties.hosts();
        this.guarded = Stream.of("/admin", actuator)
                .filter(path -> !path.isEmpty() && !path.equals("/"))
                .toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = Caller.of(request);
        try {
            if (isForOperators(request)) {
                requirePort(caller, true);
                check(caller);
            } else {
                requirePort(caller, false);
            }
        } catch (ProblemException | NoResourceFoundException refusal) {
            problems.resolveException(request, response, null, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isForOperators(HttpServletRequest request) {
        // Decoded and normalised by the server: whatever a controller may take for the path begins like it.
        var path = request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
        for (var root : guarded) {
            if (path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    /** What is not served at a port is not there, as far as its clients are to know. */
    private void requirePort(Caller caller, boolean operators) throws NoResourceFoundException {
        var request = caller.request();
        if (connector.isRightFor(request, operators)) {
            return;
        }
        if (operators) {
            var path = request.getRequestURI();
            throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), path, path);
        }
        throw Problem.of(
                        HttpStatus.NOT_FOUND,
                        "no-such-route",
                        "nothing is served at %s at the operators' port".formatted(request.getRequestURI()))
                .hint("Send it to the port of the data. This one has " + String.join(" and ", guarded) + ".")
                .toException();
    }

    private void check(Caller caller) {
        if (SAFE_METHODS.contains(caller.request().getMethod())) {
            caller.requireOwnHost(hosts);
            caller.requireOwnOrigin();
            return;
        }
        caller.requireOwnMachine();
        caller.requireLoopbackHost();
        caller.requireOwnOrigin();
        caller.requireOwnSite();
        caller.requireJson();
    }
}
