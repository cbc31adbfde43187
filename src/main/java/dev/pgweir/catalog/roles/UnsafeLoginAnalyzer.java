package dev.pgweir.catalog.roles;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which statements make the login of requests safe. */
final class UnsafeLoginAnalyzer extends AbstractFailureAnalyzer<UnsafeLogin> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnsafeLogin cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                "Run these, or give requests a database user of their own by pgweir.access.login.username, which is a member of "
                        + "the roles of callers (NOINHERIT) and nothing else; docs/how-to/secure.md shows how:\n\n"
                        + cause.remedies(),
                cause);
    }
}
