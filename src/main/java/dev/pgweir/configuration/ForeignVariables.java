package dev.pgweir.configuration;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Environment variables that begin like the gateway's and are no configuration: those that Kubernetes, and Docker for its
 * links, sets of a service called {@code pgweir}, some that images and start scripts keep for themselves, and those of the
 * command line.
 */
final class ForeignVariables {

    private static final Pattern OF_SERVICES = Pattern.compile(
            ".+_SERVICE_(HOST|PORT(_\\w+)?)|.+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|.+_ENV_\\w+");
    private static final Set<String> OF_SCRIPTS =
            Set.of("PGWEIR_HOME", "PGWEIR_VERSION", "PGWEIR_IMAGE", "PGWEIR_OPTS", "PGWEIR_JAVA_OPTS", "PGWEIR_USER");
    private static final Set<String> OF_THE_COMMAND_LINE = Set.of("PGWEIR_URL", "PGWEIR_TOKEN");

    private ForeignVariables() {}

    static boolean include(String name, String value) {
        return OF_SCRIPTS.contains(name)
                || OF_THE_COMMAND_LINE.contains(name)
                || OF_SERVICES.matcher(name).matches()
                || (name.endsWith("_PORT") && value.contains("://"));
    }
}
