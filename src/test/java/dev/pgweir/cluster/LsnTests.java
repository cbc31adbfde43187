package dev.pgweir.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTests {

    @ParameterizedTest
    @ValueSource(strings = {"0/0", "0/3000060", "16/B374D848", "FFFFFFFF/FFFFFFFF"})
    void printsWhatItParsed(String text) {
        assertThat(Lsn.parse(text)).hasToString(text);
    }

    @Test
    void comparesAsUnsignedNumbers() {
        assertThat(Lsn.parse("FFFFFFFF/0")).isGreaterThan(Lsn.parse("7FFFFFFF/FFFFFFFF"));
        assertThat(Lsn.parse("1/0")).isGreaterThan(Lsn.parse("0/FFFFFFFF"));
    }

    @Test
    void tellsTheDistanceInBytes() {
        assertThat(Lsn.parse("1/10").minus(Lsn.parse("0/FFFFFFF0"))).isEqualTo(0x20);
        assertThat(Lsn.parse("0/0").minus(Lsn.parse("0/8"))).isEqualTo(-8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3000060", "0/x", "/", "0/"})
    void refusesAnotherForm(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Lsn.parse(text));
    }
}
