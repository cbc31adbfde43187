package dev.pgweir.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class AddressTests {

    @Test
    void readsHostPortAndDatabase() {
        assertThat(Address.of("jdbc:postgresql://db1.example:6432/shop?sslmode=require"))
                .isEqualTo(new Address("db1.example", 6432, "shop"))
                .hasToString("jdbc:postgresql://db1.example:6432/shop");
    }

    @Test
    void assumesTheStandardPort() {
        assertThat(Address.of("jdbc:postgresql://[::1]/shop")).isEqualTo(new Address("[::1]", 5432, "shop"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:5432/other", "localhost:5432/shop", "[::ffff:127.0.0.1]:5432/shop", "LOCALHOST/shop"})
    void knowsAServerByWhateverName(String other) {
        assertThat(Address.of("jdbc:postgresql://" + other)
                        .isServerOf(Address.of("jdbc:postgresql://127.0.0.1:5432/shop")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5433/shop", "127.0.0.2:5432/shop", "nowhere.invalid:5432/shop"})
    void tellsServersApart(String other) {
        assertThat(Address.of("jdbc:postgresql://" + other)
                        .isServerOf(Address.of("jdbc:postgresql://127.0.0.1:5432/shop")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db1:65536/shop",
                "jdbc:postgresql://db1:99999/shop",
                "jdbc:mysql://db1/shop",
                "jdbc:postgresql:shop",
                "jdbc:postgresql://db1",
                "jdbc:postgresql://db1,db2/shop",
                "jdbc:postgresql://me:secret@db1/shop"
            })
    void refusesWhatIsNotOneServer(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "?sslmode=verify-full&sslrootcert=/etc/ca.pem&sslcert=/etc/me.pem&sslkey=/etc/me.key",
                "?channelBinding=require&requireAuth=scram-sha-256&gssEncMode=disable",
                "?connectTimeout=3&socketTimeout=30&loginTimeout=3&tcpKeepAlive=true&"
            })
    void letsAUrlSayHowToEncryptToAuthenticateAndToWait(String parameters) {
        assertThat(Address.flaw("jdbc:postgresql://db1/shop" + parameters)).isEmpty();
    }

    /** Those that make objects, write files or change what a session does among them. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "SSL",
                "SSL_MODE",
                "SSL_ROOT_CERT",
                "SSL_CERT",
                "SSL_KEY",
                "SSL_PASSWORD",
                "SSL_NEGOTIATION",
                "SSL_RESPONSE_TIMEOUT",
                "PEM_KEY_ALGORITHM",
                "CHANNEL_BINDING",
                "REQUIRE_AUTH",
                "SCRAM_MAX_ITERATIONS",
                "GSS_ENC_MODE",
                "GSS_RESPONSE_TIMEOUT",
                "KERBEROS_SERVER_NAME",
                "CONNECT_TIMEOUT",
                "LOGIN_TIMEOUT",
                "SOCKET_TIMEOUT",
                "CANCEL_SIGNAL_TIMEOUT",
                "TCP_KEEP_ALIVE"
            })
    void refusesAllElseThatTheDriverKnows(PGProperty property) {
        var name = property.getName();

        assertThat(Address.flaw("jdbc:postgresql://db1/shop?%s=x-1".formatted(name)))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains(name).doesNotContain("x-1"));
        assertThat(Address.flaw("jdbc:postgresql://db1/shop?sslmode=require&" + name))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?sslMode=require",
                "?channel_binding=require",
                "?SOCKETFACTORY=x",
                "?%73ocketFactory=x",
                "?=x",
                "??ssl=x"
            })
    void refusesWhatTheDriverWouldPassOver(String parameters) {
        assertThat(Address.flaw("jdbc:postgresql://db1/shop" + parameters))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("sslmode"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://me:secret@db1/shop",
                "jdbc:postgresql://db1/shop?user=me&password=secret",
                "jdbc:postgresql://db1/shop?ssl&password=secret",
                "jdbc:postgresql://db1,db2/shop?password=secret"
            })
    void keepsCredentialsToItself(String url) {
        assertThat(Address.flaw(url))
                .hasValueSatisfying(
                        flaw -> assertThat(flaw).contains("user and password").doesNotContain("secret"));
    }
}
