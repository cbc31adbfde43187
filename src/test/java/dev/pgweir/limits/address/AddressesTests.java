package dev.pgweir.limits.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTests {

    private static final Addresses BEHIND_PROXIES = new Addresses(Stream.of("10.0.0.0/8", "fd00::/8")
            .flatMap(text -> Network.of(text).stream())
            .toList());
    private static final Addresses OPEN = new Addresses(List.of());

    @Test
    void anAddressOfIpv4IsOneClient() {
        assertThat(OPEN.of("192.0.2.1", () -> List.of())).isNotEqualTo(OPEN.of("192.0.2.2", () -> List.of()));
    }

    @Test
    void aNetworkOf64BitsOfIpv6IsOneClient() {
        assertThat(OPEN.of("2001:db8:0:1::1", () -> List.of()))
                .isEqualTo(OPEN.of("2001:db8:0:1:ffff::2", () -> List.of()));
        assertThat(OPEN.of("2001:db8:0:1::1", () -> List.of()))
                .isNotEqualTo(OPEN.of("2001:db8:0:2::1", () -> List.of()));
    }

    @Test
    void anAddressOfIpv4IsTheSameWithinIpv6() {
        assertThat(OPEN.of("::ffff:192.0.2.1", () -> List.of())).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 192.0.2.1, 192.0.2.1",
        "10.0.0.1, '198.51.100.9, 192.0.2.1', 192.0.2.1",
        "10.0.0.1, '198.51.100.9, 192.0.2.1, 10.0.0.2', 192.0.2.1",
        "fd00::1, '192.0.2.1:4711', 192.0.2.1",
        "10.0.0.1, '[::ffff:192.0.2.1]:4711', 192.0.2.1",
        "10.0.0.1, '192.0.2.1, unknown, 10.0.0.2', 10.0.0.2",
        "10.0.0.1, '10.0.0.3, 10.0.0.2', 10.0.0.3",
        "10.0.0.1, '', 10.0.0.1",
        "192.0.2.7, 192.0.2.1, 192.0.2.7"
    })
    void theLastHopCountsThatIsNoTrustedProxy(String peer, String forwarded, String client) {
        assertThat(BEHIND_PROXIES.of(peer, () -> List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(BEHIND_PROXIES.of("10.0.0.1", () -> List.of("198.51.100.9", "192.0.2.1, 10.0.0.2")))
                .isEqualTo("192.0.2.1");
    }

    @Test
    void whatClientsSayOfThemselvesCountsForNothing() {
        assertThat(OPEN.of("192.0.2.7", () -> List.of("192.0.2.1"))).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.128/25, 10.0.0.129, true",
        "10.0.0.128/25, 10.0.0.127, false",
        "0.0.0.0/0, 192.0.2.1, true",
        "0.0.0.0/0, ::1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false"
    })
    void aBlockHoldsTheAddressesThatBeginLikeIt(String block, String address, boolean held) {
        assertThat(Network.of(block).orElseThrow().contains(InetAddress.ofLiteral(address)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "localhost", "10.0.0.0/8/8", "::/129"})
    void anythingElseIsNoBlock(String text) {
        assertThat(Network.of(text)).isEqualTo(Optional.empty());
    }
}
