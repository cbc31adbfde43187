package dev.pgweir.admin.switchover;

import dev.pgweir.cluster.control.NodeControl;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator may do.
 *
 * @param switchover whether he may make another node the primary
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.admin", ignoreUnknownFields = false)
record AdminProperties(@DefaultValue("auto") Switch switchover) {

    /** Whether something may be done; {@code AUTO} where the gateway runs the servers itself. */
    enum Switch {
        AUTO,
        ON,
        OFF
    }

    boolean allowsSwitchover(NodeControl control) {
        return switch (switchover) {
            case AUTO -> control.runsTheServers();
            case ON -> true;
            case OFF -> false;
        };
    }
}
