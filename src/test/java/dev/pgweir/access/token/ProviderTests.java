package dev.pgweir.access.token;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pgweir.access.token.InvalidToken.Reason;
import dev.pgweir.access.token.TestIssuer.State;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With keys of a server that changes them, fails, and falls silent. */
class ProviderTests {

    private TestIssuer issuer;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        issuer = new TestIssuer();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void verifiesTheTokensOfAProvider() throws IOException {
        try (var tokens = issuer.tokens()) {
            assertThat(tokens.verify(issuer.token("web_user")).role()).contains("web_user");
            assertThat(tokens.verify(issuer.token("web_admin")).issuer()).isEqualTo("shop");
            assertThat(issuer.fetches()).isOne();
        }
    }

    @Test
    void verifiesTokensByTheKeysAtAUrl() throws IOException {
        try (var tokens = issuer.tokensByKeys()) {
            assertThat(tokens.verify(issuer.token("web_user")).role()).contains("web_user");
        }
    }

    @Test
    void takesTheNextKeyAtOnceAndTheLastOneNoLonger() throws IOException {
        try (var tokens = issuer.tokens()) {
            var former = issuer.token("web_user");
            tokens.verify(former);

            issuer.rotate();

            assertThat(tokens.verify(issuer.token("web_admin")).role()).contains("web_admin");
            undecodable(() -> tokens.verify(former));
        }
    }

    @Test
    void asksSeldomForKeysThatAreMadeUp() throws IOException {
        try (var tokens = issuer.tokens()) {
            tokens.verify(issuer.token("web_user"));
            for (var i = 0; i < 300; i++) {
                var forged = issuer.forgedToken();
                undecodable(() -> tokens.verify(forged));
            }
            assertThat(issuer.fetches()).isLessThanOrEqualTo(3);
            assertThat(tokens.verify(issuer.token("web_admin")).role()).contains("web_admin");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"UP"},
            mode = EnumSource.Mode.EXCLUDE)
    @Timeout(60)
    void goesOnWithTheKeysItHasWhileTheServerHasNone(State trouble) throws IOException {
        try (var tokens = issuer.tokens()) {
            tokens.verify(issuer.token("web_user"));

            issuer.turn(trouble);

            undecodable(() -> tokens.verify(issuer.forgedToken()));
            assertThat(tokens.verify(issuer.token("web_admin")).role()).contains("web_admin");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"UP"},
            mode = EnumSource.Mode.EXCLUDE)
    @Timeout(60)
    void cannotTellWithoutAnyKey(State trouble) throws IOException {
        issuer.turn(trouble);
        try (var tokens = issuer.tokens()) {
            for (var i = 0; i < 3; i++) {
                assertThatExceptionOfType(KeysUnavailable.class)
                        .isThrownBy(() -> tokens.verify(issuer.token("web_user")))
                        .satisfies(failure -> assertThat(failure.retryAfter()).isPositive());
            }
        }
    }

    @Test
    void asksAgainWhereThereWereNoKeysAtTheStart() throws IOException {
        issuer.turn(State.FAILS);
        try (var tokens = issuer.tokensByKeys()) {
            await().atMost(10, SECONDS).until(() -> issuer.fetches() == 1);

            issuer.turn(State.UP);

            assertThat(tokens.verify(issuer.token("web_user")).role()).contains("web_user");
        }
    }

    @Test
    void takesNoKeysOfAProviderOfAnotherName() throws IOException {
        issuer.callItself("https://elsewhere.example");
        try (var tokens = issuer.tokens()) {
            assertThatExceptionOfType(KeysUnavailable.class).isThrownBy(() -> tokens.verify(issuer.token("web_user")));
            assertThat(issuer.fetches()).isZero();
        }
    }

    private static void undecodable(ThrowingCallable verification) {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(verification)
                .returns(Reason.UNDECODABLE, InvalidToken::reason)
                .withMessage("No suitable key or wrong key type");
    }
}
