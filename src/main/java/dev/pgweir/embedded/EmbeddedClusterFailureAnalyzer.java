package dev.pgweir.embedded;

import dev.pgweir.embedded.server.EmbeddedClusterException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator why the embedded cluster did not start, instead of a stack trace. */
final class EmbeddedClusterFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedClusterException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedClusterException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
