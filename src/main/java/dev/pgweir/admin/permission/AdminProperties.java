package dev.pgweir.admin.permission;

import dev.pgweir.cluster.control.NodeControl;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator may do, and where.
 *
 * @param switchover whether operators may make another node the primary
 * @param partitions whether operators may make, seal and retire partitions
 * @param hosts names of the gateway by which {@code /admin} and the actuator may be read
 * @param port of their own for {@code /admin} and the actuator; 0 for any free one, -1 for that of the data
 * @param address where that listens
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.admin", ignoreUnknownFields = false)
public record AdminProperties(
        @DefaultValue("auto") Switch switchover,
        @DefaultValue("auto") Switch partitions,
        @DefaultValue List<String> hosts,

        @DefaultValue("-1") @Min(-1) @Max(65_535) int port,

        @DefaultValue("127.0.0.1") InetAddress address) {

    /** Whether something may be done; {@code AUTO} where the gateway runs the servers itself. */
    public enum Switch {
        /** In the embedded cluster. */
        AUTO,
        /** Everywhere. */
        ON,
        /** Nowhere. */
        OFF;

        private boolean allows(NodeControl control) {
            return switch (this) {
                case AUTO -> control.runsTheServers();
                case ON -> true;
                case OFF -> false;
            };
        }
    }

    /** Whether another node may be made the primary. */
    public boolean allowsSwitchover(NodeControl control) {
        return switchover.allows(control);
    }

    /** Whether partitions may be changed. */
    public boolean allowsPartitions(NodeControl control) {
        return partitions.allows(control);
    }
}
