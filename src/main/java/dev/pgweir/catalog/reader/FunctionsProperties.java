package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Routine.Volatility;
import jakarta.validation.constraints.AssertTrue;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which functions are called, and where.
 *
 * @param read names of those that only read, whatever they are declared as
 * @param write names of those that may write, whatever they are declared as
 * @param hidden names of those that nobody may call
 */
@Validated
@ConfigurationProperties("pgweir.functions")
record FunctionsProperties(
        @DefaultValue Set<String> read,
        @DefaultValue Set<String> write,
        @DefaultValue Set<String> hidden) {

    /** All functions, as they are declared. */
    static final FunctionsProperties AS_DECLARED = new FunctionsProperties(Set.of(), Set.of(), Set.of());

    FunctionsProperties {
        read = Set.copyOf(read);
        write = Set.copyOf(write);
        hidden = Set.copyOf(hidden);
    }

    @AssertTrue(message = "no function can be both in read and in write")
    boolean isEitherReadOrWritten() {
        return Collections.disjoint(read, write);
    }

    /**
     * The routine as it is to be served; empty where it is not.
     *
     * @param name what it is called
     */
    Optional<Routine> served(String name, Routine routine) {
        if (hidden.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(
                read.contains(name)
                        ? routine.as(Volatility.STABLE)
                        : write.contains(name) ? routine.as(Volatility.VOLATILE) : routine);
    }
}
