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
            strings = {
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
