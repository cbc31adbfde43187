package dev.pgweir.admin.guard;

import dev.pgweir.admin.permission.AdminProperties;
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
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Guards what is meant for operators, {@code /admin} and the actuator. Nothing there is for the pages of other web sites,
 * which can have a browser on this machine, or one that reaches it, send requests; and whatever changes something is taken
 * from this machine only.
 */
@Component
final class OperatorGuard extends OncePerRequestFilter {

    private static final Set<String> SAFE_METHODS =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

    private final HandlerExceptionResolver problems;
    private final List<String> hosts;
    private final List<String> guarded;

    OperatorGuard(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            AdminProperties properties,
            @Value("${management.endpoints.web.base-path:/actuator}") String actuator) {
        this.problems = problems;
        this.hosts = properties.hosts();
        this.guarded = Stream.of("/admin", actuator)
                .filter(path -> !path.isEmpty() && !path.equals("/"))
                .toList();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // Decoded and normalised by the server: whatever a controller may take for the path begins like it.
        var path = request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
        for (var root : guarded) {
            if (path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/')) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            check(request);
        } catch (ProblemException refusal) {
            problems.resolveException(request, response, null, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request) {
        var caller = Caller.of(request);
        if (SAFE_METHODS.contains(request.getMethod())) {
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
