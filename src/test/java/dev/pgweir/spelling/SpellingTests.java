package dev.pgweir.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTests {

    private static final List<String> NAMES = List.of("sales", "users", "user_roles", "sale_items");

    @Test
    void findsWhatDiffersInFewLetters() {
        assertThat(Spelling.near("usres", NAMES)).containsExactly("users");
        assertThat(Spelling.near("user", NAMES)).containsExactly("users");
        assertThat(Spelling.near("Sales", NAMES)).containsExactly("sales");
        assertThat(Spelling.near("salesitems", NAMES)).containsExactly("sale_items");
        assertThat(Spelling.near("orders", NAMES)).isEmpty();
    }

    @Test
    void countsTheLettersThatDiffer() {
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    }
}
