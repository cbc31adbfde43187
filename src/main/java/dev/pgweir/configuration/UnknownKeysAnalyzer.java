package dev.pgweir.configuration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator which keys are unknown, instead of a stack trace. */
final class UnknownKeysAnalyzer extends AbstractFailureAnalyzer<UnknownKeys> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownKeys cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct or remove them: nothing has been started. docs/configuration.md lists all keys; each environment variable "
                        + "that begins with PGWEIR_ is taken for one.",
                cause);
    }
}
