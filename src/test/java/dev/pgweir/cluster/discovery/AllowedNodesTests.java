package dev.pgweir.cluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedNodesTests {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.7/30, 192.168.4.4, true",
        "192.168.4.7/30, 192.168.4.8, false",
        "10.1.2.3/32, 10.1.2.3, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
        "fd00::/8, fd12:3::4, true",
        "fd00::/8, 2001:db8::1, false"
    })
    void lieInANetworkByTheirFirstBits(String network, String address, boolean inside) {
        assertThat(Network.of(network).contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
    }

    @Test
    void areThoseThatLieInOneOfTheNetworks() throws Exception {
        var networks = List.of(Network.of("10.0.0.0/8"), Network.of("fd00::/8"));

        assertThat(find(networks, "10.0.0.5", "11.0.0.5", "[fd00::7]", "[2001:db8::7]", "no-such-name.invalid"))
                .containsExactly("10.0.0.5", "[fd00::7]");
    }

    @Test
    void areNeverLinkLocal() throws Exception {
        assertThat(find(List.of(), "169.254.169.254", "[fe80::1]", "203.0.113.9", "no-such-name.invalid"))
                .containsExactly("203.0.113.9", "no-such-name.invalid");
        assertThatIOException()
                .isThrownBy(() -> find(List.of(Network.of("169.254.0.0/16")), "169.254.169.254"))
                .withMessageContaining("169.254.169.254");
    }

    private static List<String> find(List<Network> networks, String... hosts) throws Exception {
        var nodes = Stream.of(hosts)
                .map(host -> new NodeDefinition(
                        host, "jdbc:postgresql://%s:5432/shop".formatted(host), 1, new Credentials("app", "")))
                .toList();
        try (var finder = new Fixed(nodes).within(networks)) {
            return finder.find().nodes().stream()
                    .map(node -> node.address().host())
                    .toList();
        }
    }

    private record Fixed(List<NodeDefinition> nodes) implements NodeFinder {

        @Override
        public Found find() {
            return new Found(nodes, Set.of());
        }

        @Override
        public String name() {
            return "a list";
        }
    }
}
