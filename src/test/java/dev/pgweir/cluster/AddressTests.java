package dev.pgweir.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
}
