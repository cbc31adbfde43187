package dev.pgweir.admin.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request of somebody who may see the details of health, which Spring Boot shows to all whose name is known. */
final class TrustedRequest extends HttpServletRequestWrapper {

    private final String name;

    TrustedRequest(HttpServletRequest request, String name) {
        super(request);
        this.name = name;
    }

    @Override
    public Principal getUserPrincipal() {
        return () -> name;
    }
}
