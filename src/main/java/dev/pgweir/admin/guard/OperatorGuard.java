package dev.pgweir.admin.guard;

import static dev.pgweir.admin.guard.Need.isBelow;

import dev.pgweir.access.CallerRefused;
import dev.pgweir.access.caller.Operator;
import dev.pgweir.access.caller.Operators;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.ContentCachingRequestWrapper;

/**
 * Guards what is meant for operators, {@code /admin} and the actuator. Nothing there is for the pages of other web sites,
 * which can have a browser on this machine, or one that reaches it, send requests. Operators show who they are by a token or key; without
 * one, whatever changes something is taken from this machine only, and whatever is read as well where operators have tokens. Where
 * they have a port of their own, it is served there, and nothing else is.
 */
@Component
final class OperatorGuard extends OncePerRequestFilter {

    private static final String ACTUATOR = "${management.endpoints.web.base-path:/actuator}";
    private static final int MOST_BYTES_NOTED = 16 * 1024;

    private final HandlerExceptionResolver problems;
    private final OperatorsConnector connector;
    private final Operators operators;
    private final List<String> hosts;
    private final List<String> guarded;
    private final String health;

    OperatorGuard(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            OperatorsConnector connector,
            Operators operators,
            AdminProperties properties,
            @Value(ACTUATOR) String actuator) {
        this.problems = problems;
        this.connector = connector;
        this.operators = operators;
        this.hosts = properties.hosts();
        this.guarded = Stream.of("/admin", actuator)
                .filter(path -> !path.isEmpty() && !path.equals("/"))
                .toList();
        this.health = actuator + "/health";
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = Caller.of(request);
        // Decoded and normalised by the server: whatever a controller may take for the path begins like it.
        var path = request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
        var isForOperators = guarded.stream().anyMatch(root -> isBelow(path, root));
        try {
            requirePort(caller, isForOperators);
        } catch (ProblemException | NoResourceFoundException refusal) {
            problems.resolveException(request, response, null, refusal);
            return;
        }
        if (isForOperators) {
            guard(caller, Need.of(request.getMethod(), path, health), request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
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

    private void guard(
            Caller caller, Need need, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var who = caller.isOnOwnMachine() ? "loopback" : "nobody known";
        Optional<Operator> operator;
        try {
            operator = operators.of(caller.shown());
            who = operator.map(Operator::name).orElse(who);
            check(caller, need, operator);
        } catch (ProblemException | CallerRefused refusal) {
            Audit.refused(caller.request(), who, refusal);
            problems.resolveException(request, response, null, refusal);
            return;
        }
        if (Need.isSafe(request.getMethod())) {
            chain.doFilter(seesDetails(caller, operator) ? new TrustedRequest(request, who) : request, response);
            return;
        }
        // A request whose body is not there yet is unwound, and comes again: it is noted once it is answered.
        var noted = new ContentCachingRequestWrapper(request, MOST_BYTES_NOTED);
        chain.doFilter(noted, response);
        Audit.done(caller.request(), who, ToldBody.of(noted.getContentAsByteArray()), response.getStatus());
    }

    private boolean seesDetails(Caller caller, Optional<Operator> operator) {
        return !operators.areToldApart()
                || caller.isOnOwnMachine()
                || operator.filter(Need.READ::isMetBy).isPresent();
    }

    private void check(Caller caller, Need need, Optional<Operator> operator) {
        if (operator.isPresent()) {
            requireScope(need, operator.get());
        } else if (need == Need.OPERATE) {
            caller.requireOwnMachine();
            caller.requireLoopbackHost();
        } else {
            if (need == Need.READ && operators.areToldApart() && !caller.isOnOwnMachine()) {
                throw unauthenticated();
            }
            caller.requireOwnHost(hosts);
        }
        caller.requireOwnOrigin();
        if (need == Need.OPERATE) {
            caller.requireOwnSite();
            caller.requireJson();
        }
    }

    private static void requireScope(Need need, Operator operator) {
        if (!need.isMetBy(operator)) {
            throw Problem.of(
                            HttpStatus.FORBIDDEN,
                            "insufficient-scope",
                            "The token is not one of an operator, or does not have the scope %s."
                                    .formatted(need.scope()))
                    .header(
                            HttpHeaders.WWW_AUTHENTICATE,
                            "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(need.scope()))
                    .toException();
        }
    }

    private static ProblemException unauthenticated() {
        return Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthenticated",
                        "Without a token this is told on the gateway's own machine only.")
                .hint("Send an operator's token with the scope %s.".formatted(Operator.READ))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .toException();
    }
}
