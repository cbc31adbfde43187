package dev.pgweir.partitions;

import dev.pgweir.partitions.TableSettings.BareId;
import dev.pgweir.partitions.TableSettings.ReadPolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How requests read and name the rows of partitioned tables. The other keys of {@code pgweir.partitions} are those of the
 * partitions' life cycle.
 *
 * @param tables by the name of the resource
 * @param scanTime how long one page may look into one partition after the other before it ends short
 * @param searchesPerSecond how many rows per second may be looked for in all partitions of a table
 * @param explain whether clients may ask which partitions a list looks into
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.partitions")
public record PartitionsProperties(
        @DefaultValue Map<String, @Valid TableSettings> tables,

        @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration scanTime,

        @Min(1) int searchesPerSecond,
        boolean explain) {

    public PartitionsProperties {
        tables = Map.copyOf(tables);
    }

    /** What reads may ask of a table. */
    public ReadPolicy readPolicy(String table) {
        var settings = tables.get(table);
        return settings == null ? ReadPolicy.OPEN : settings.readPolicy();
    }

    /** How rows of a table are named by one column alone, if they may be. */
    public Optional<BareId> bareId(String table) {
        return Optional.ofNullable(tables.get(table)).flatMap(TableSettings::bareId);
    }
}
