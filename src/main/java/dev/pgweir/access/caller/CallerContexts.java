package dev.pgweir.access.caller;

import dev.pgweir.request.Caller.InRole;
import dev.pgweir.request.RequestContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * Shows Spring Security who asks, for {@code @PreAuthorize} and the like in a team's own endpoints: the caller of the running request,
 * in each thread that works for it, unless somebody has set another context in the thread. Thread-safe.
 */
final class CallerContexts implements SecurityContextHolderStrategy {

    private static final ThreadLocal<@Nullable SecurityContext> SET = new ThreadLocal<>();

    @Override
    public void clearContext() {
        SET.remove();
    }

    @Override
    public SecurityContext getContext() {
        var own = SET.get();
        return own == null ? ofCaller().orElseGet(this::createEmptyContext) : own;
    }

    @Override
    public void setContext(SecurityContext context) {
        SET.set(context);
    }

    @Override
    public SecurityContext createEmptyContext() {
        return new SecurityContextImpl();
    }

    private static Optional<SecurityContext> ofCaller() {
        return RequestContext.current()
                .map(RequestContext::caller)
                .flatMap(caller -> caller instanceof InRole named ? Optional.of(named) : Optional.empty())
                .map(caller -> new SecurityContextImpl(authentication(caller)));
    }

    private static Authentication authentication(InRole caller) {
        var authorities = AuthorityUtils.createAuthorityList(
                caller.authorities().isEmpty() ? List.of("ROLE_" + caller.role()) : caller.authorities());
        return caller.anonymous()
                ? new AnonymousAuthenticationToken("pgweir", caller, authorities)
                : UsernamePasswordAuthenticationToken.authenticated(caller, "", authorities);
    }
}
