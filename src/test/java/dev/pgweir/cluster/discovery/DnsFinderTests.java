package dev.pgweir.cluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DnsFinderTests {

    private static final Credentials APP = new Credentials("app", "secret");

    @Test
    void takesEachAddressForANode() throws UnknownHostException {
        assertThat(finder("10.0.0.7", "10.0.0.5").find().nodes())
                .containsExactly(
                        new NodeDefinition("10.0.0.5:6432", "jdbc:postgresql://10.0.0.5:6432/shop", 1, APP),
                        new NodeDefinition("10.0.0.7:6432", "jdbc:postgresql://10.0.0.7:6432/shop", 1, APP));
    }

    @Test
    void takesTheAddressesOfThePreferredFamilyOnly() throws UnknownHostException {
        assertThat(finder("10.0.0.5", "2001:db8::5").find().nodes())
                .extracting(NodeDefinition::name)
                .containsExactly("10.0.0.5:6432");
        assertThat(finder("2001:db8::5", "10.0.0.5").find().nodes())
                .singleElement()
                .extracting(NodeDefinition::address)
                .hasToString("jdbc:postgresql://[2001:db8:0:0:0:0:0:5]:6432/shop");
    }

    @Test
    void failsWhereTheNameIsUnknown() {
        var finder = NodeFinder.byDns("db.invalid", "shop", APP);

        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(finder::find);
    }

    @Test
    void assumesTheStandardPort() {
        assertThat(DnsName.of("db.example")).isEqualTo(new DnsName("db.example", 5432));
        assertThatIllegalArgumentException().isThrownBy(() -> DnsName.of("db.example:"));
    }

    private static DnsFinder finder(String... addresses) {
        var found = Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
        return new DnsFinder(DnsName.of("db.example:6432"), "shop", APP, _ -> found);
    }
}
