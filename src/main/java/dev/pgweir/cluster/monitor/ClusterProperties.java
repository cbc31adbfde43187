package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Address;
import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.discovery.Network;
import dev.pgweir.cluster.discovery.NodeFinder;
import dev.pgweir.cluster.link.Pooler;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * The cluster as the operator configured it.
 *
 * @param nodes the servers; empty where they are looked up, or the embedded cluster is to be used
 * @param discovery where to look them up instead
 * @param zone where this gateway stands; blank where that does not matter
 * @param username the database user for each node that names none
 * @param password its password
 * @param passwordFile a file with the password in its place, read for each connection; blank for none
 * @param requireAuth the ways of authentication that servers on other machines may choose; blank for any
 * @param pooler what stands between the gateway and the servers
 * @param probeInterval the pause between two probes of a node
 * @param probeTimeout how long a node may take to answer; the driver rounds it up to whole seconds
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.cluster", ignoreUnknownFields = false)
record ClusterProperties(
        @DefaultValue List<@Valid ConfiguredNode> nodes,
        @DefaultValue @Valid Discovery discovery,
        @DefaultValue("") String zone,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String passwordFile,

        @DefaultValue("scram-sha-256") @Pattern(regexp = "|" + WAYS, message = "list some of " + WAY)
        String requireAuth,

        @DefaultValue("none") Pooler pooler,

        @DefaultValue("250ms") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration probeInterval,

        @DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration probeTimeout)
        implements Validator {

    private static final String WAY = "password, md5, gss, sspi, scram-sha-256, none";
    private static final String WAYS =
            "!?(password|md5|gss|sspi|scram-sha-256|none)" + "(,!?(password|md5|gss|sspi|scram-sha-256|none))*";

    /**
     * One server.
     *
     * @param name what the operator calls it
     * @param url where it listens
     * @param weight its share of reads
     * @param zone where it stands; blank where that does not matter
     * @param username the database user, if not the cluster's
     * @param password its password
     */
    record ConfiguredNode(
            @NotBlank(message = "give each node a name") String name,

            @NotNull(message = "give each node the URL of its server, jdbc:postgresql://host:port/database")
            String url,

            @DefaultValue("1") @PositiveOrZero(message = "give a weight of 0 or more")
            int weight,

            @DefaultValue("") String zone,
            @DefaultValue("") String username,
            @DefaultValue("") String password) {

        private Optional<Address> address() {
            return Optional.ofNullable(url)
                    .filter(text -> Address.flaw(text).isEmpty())
                    .map(Address::of);
        }
    }

    /**
     * Where to look up the nodes.
     *
     * @param dns a name with the addresses of all nodes, and their port
     * @param patroni the REST APIs of the Patronis that manage the nodes
     * @param database the database on each of them
     * @param interval the pause between two look-ups
     * @param allowed the networks in which nodes may lie; none for any
     */
    record Discovery(
            @DefaultValue("") @Pattern(regexp = "|" + NodeFinder.DNS_NAME, message = "write it as host, or host:port")
            String dns,

            @DefaultValue
            List<@Pattern(regexp = "https?://[^/?#@]+/?", message = "write it as http://host:8008") String> patroni,

            @DefaultValue("") String database,

            @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(hours = 1)
            Duration interval,

            @DefaultValue List<@Pattern(regexp = Network.FORM, message = "write it as 10.0.0.0/8") String> allowed) {

        boolean isWanted() {
            return !dns.isBlank() || !patroni.isEmpty();
        }

        private String urlOfAnyNode() {
            return "jdbc:postgresql://host/" + database;
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == ClusterProperties.class;
    }

    /** What concerns more than one key, or only a part of one. */
    @Override
    public void validate(Object properties, Errors errors) {
        ((ClusterProperties) properties).validate(errors);
    }

    private void validate(Errors errors) {
        var names = new HashSet<String>();
        var addresses = new ArrayList<Address>();
        for (var i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            var key = "nodes[%d].".formatted(i);
            if (!names.add(node.name())) {
                errors.rejectValue(key + "name", "taken", "give each node a name of its own: an earlier one has this");
            }
            if (node.address()
                    .filter(address -> addresses.stream().anyMatch(address::isServerOf))
                    .isPresent()) {
                errors.rejectValue(key + "url", "taken", "name each server once: an earlier node is at this address");
            }
            node.address().ifPresent(addresses::add);
            if (node.url() != null) {
                refuse(node.url(), "pgweir.cluster." + key + "url", errors);
            }
            if (username.isBlank() && node.username().isBlank()) {
                errors.rejectValue(
                        key + "username",
                        "missing",
                        "set pgweir.cluster.username, or a username for each of the nodes");
            }
        }
        if (discovery.isWanted()) {
            validateDiscovery(errors);
        }
        validatePassword(errors);
    }

    private void validatePassword(Errors errors) {
        if (passwordFile.isBlank()) {
            return;
        }
        if (!password.isEmpty()) {
            errors.reject("contradiction", "set either pgweir.cluster.password or pgweir.cluster.password-file");
        }
        if (!Files.isReadable(Path.of(passwordFile))) {
            errors.rejectValue("passwordFile", "unreadable", "name a file that the gateway can read");
        }
    }

    /** An error of the whole, for one of a key would repeat the URL, and a password that may be in it. */
    private static void refuse(String url, String key, Errors errors) {
        Address.flaw(url).ifPresent(flaw -> errors.reject("url", key + ": " + flaw));
    }

    private void validateDiscovery(Errors errors) {
        if (!nodes.isEmpty()) {
            errors.rejectValue("discovery", "contradiction", "either name the nodes, or set pgweir.cluster.discovery");
        }
        if (!discovery.dns().isBlank() && !discovery.patroni().isEmpty()) {
            errors.rejectValue("discovery.dns", "contradiction", "look the nodes up by DNS or by Patroni, not by both");
        }
        if (discovery.database().isBlank()) {
            errors.rejectValue("discovery.database", "missing", "name the database on the nodes that are looked up");
        } else {
            refuse(discovery.urlOfAnyNode(), "pgweir.cluster.discovery.database", errors);
        }
        if (username.isBlank()) {
            errors.rejectValue("username", "missing", "set the user for the nodes that are looked up");
        }
    }

    /** How long a primary counts as seen: some probes may be slow, or lost. */
    Duration lease() {
        return probeInterval.multipliedBy(4).plus(probeTimeout.multipliedBy(2));
    }

    /** The nodes, each with the credentials that count for it. */
    List<NodeDefinition> definitions() {
        return nodes.stream()
                .map(node ->
                        new NodeDefinition(node.name(), node.url(), node.weight(), credentials(node)).in(node.zone()))
                .toList();
    }

    /** Those of nodes that have none of their own. */
    Credentials credentials() {
        return new Credentials(
                username,
                password,
                Optional.of(passwordFile).filter(file -> !file.isBlank()).map(Path::of),
                requireAuth);
    }

    private Credentials credentials(ConfiguredNode node) {
        return node.username().isBlank()
                ? credentials()
                : credentials().as(new Credentials(node.username(), node.password()));
    }
}
