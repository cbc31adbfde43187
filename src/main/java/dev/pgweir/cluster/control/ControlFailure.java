package dev.pgweir.cluster.control;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node did not do as it was told. */
public final class ControlFailure extends RuntimeException {

    private final transient Optional<String> hint;

    public ControlFailure(String message, @Nullable Throwable cause) {
        this(message, Optional.empty(), cause);
    }

    public ControlFailure(String message, Optional<String> hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What the operator can do about it. */
    public Optional<String> hint() {
        return hint;
    }
}
