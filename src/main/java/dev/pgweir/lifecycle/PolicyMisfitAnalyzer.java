package dev.pgweir.lifecycle;

import dev.pgweir.lifecycle.policy.PolicyMisfit;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator which life cycle does not fit its table, instead of a stack trace. */
final class PolicyMisfitAnalyzer extends AbstractFailureAnalyzer<PolicyMisfit> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PolicyMisfit cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
