package dev.pgweir.embedded;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the embedded cluster is made.
 *
 * @param replicas streaming replicas next to the primary
 * @param dataDir where the data are kept from start to start; empty for a temporary folder
 * @param port the first node's port, the others follow it; 0 for any free ones
 * @param scaleFactor size of the sample data, 1 for 1,500,000 sales
 * @param access whether callers have roles
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.embedded", ignoreUnknownFields = false)
record EmbeddedProperties(
        @DefaultValue("2") @PositiveOrZero @Max(16) int replicas,
        @DefaultValue("") String dataDir,
        @DefaultValue("0") @PositiveOrZero @Max(65_000) int port,
        @DefaultValue("0.01") @Positive double scaleFactor,
        @DefaultValue("open") Access access) {

    /** Whether callers have roles. */
    enum Access {
        /** All may do what the gateway may. */
        OPEN,
        /** There are roles, a policy, and tokens to try them with. */
        DEMO
    }

    /** The one that is bound. */
    @ConstructorBinding
    EmbeddedProperties {}

    /** One whose callers have no roles. */
    EmbeddedProperties(int replicas, String dataDir, int port, double scaleFactor) {
        this(replicas, dataDir, port, scaleFactor, Access.OPEN);
    }

    Optional<Path> keptIn() {
        return dataDir.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(dataDir.strip()).toAbsolutePath());
    }
}
