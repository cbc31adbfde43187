package dev.pgweir.limits;

import dev.pgweir.limits.address.Network;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much callers may ask for. 0 is for any number.
 *
 * @param caller what each caller may that has a name
 * @param address what each address may whose callers have none
 * @param failedAuthentications how many tokens from an address may be refused in a minute
 * @param roles what is different for callers in a role
 * @param trustedProxies addresses, as in {@code 10.0.0.0/8}, that say truly for which client they ask
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.limits", ignoreUnknownFields = false)
record LimitsProperties(
        @DefaultValue Caller caller,
        @DefaultValue Address address,
        @DefaultValue("60") @Min(0) int failedAuthentications,
        @DefaultValue Map<String, Role> roles,
        @DefaultValue List<String> trustedProxies) {

    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * What a caller may.
     *
     * @param rate how much it may spend in a period
     * @param requests how many may run at a time
     * @param streams how many of these may be exports or imports
     */
    record Caller(
            @DefaultValue("0") int rate,
            @DefaultValue("1m") Duration period,
            @DefaultValue("0") int requests,
            @DefaultValue("0") int streams) {}

    /**
     * What an address may.
     *
     * @param connections how many it may have open, of all its callers
     */
    record Address(
            @DefaultValue("0") int rate,
            @DefaultValue("1m") Duration period,
            @DefaultValue("0") int requests,
            @DefaultValue("0") int streams,
            @DefaultValue("0") int connections) {}

    /**
     * What is different for callers in a role.
     *
     * @param rate in place of that of all callers
     * @param maxLimit the most rows of a page, where that is less than for others; 0 for as many
     * @param countExact whether they may have rows counted
     */
    record Role(
            @DefaultValue Optional<Integer> rate,
            @DefaultValue("0") int maxLimit,
            @DefaultValue("true") boolean countExact) {

        CallersRows rows() {
            return new CallersRows(maxLimit == 0 ? Integer.MAX_VALUE : maxLimit, countExact);
        }
    }

    @AssertTrue(
            message =
                    "pgweir.limits: each rate must be 0 for any, or at least 20, which is what an export costs, and no"
                            + " number of requests, streams, connections or rows may be negative")
    boolean isEachNumberInRange() {
        var rates = Stream.concat(
                Stream.of(caller.rate, address.rate), roles.values().stream().flatMap(role -> role.rate.stream()));
        var others = Stream.concat(
                Stream.of(caller.requests, caller.streams, address.requests, address.streams, address.connections),
                roles.values().stream().map(Role::maxLimit));
        return rates.allMatch(rate -> rate == 0 || rate >= Cost.MOST) && others.allMatch(number -> number >= 0);
    }

    @AssertTrue(message = "pgweir.limits.caller.period and pgweir.limits.address.period must lie between 1s and 1d")
    boolean isEachPeriodInRange() {
        return Stream.of(caller.period, address.period)
                .allMatch(period -> period.toSeconds() >= 1 && period.compareTo(LONGEST) <= 0);
    }

    @AssertTrue(message = "pgweir.limits.trusted-proxies must be addresses, or blocks of them as in 10.0.0.0/8")
    boolean isEachProxyAnAddress() {
        return trustedProxies.stream().allMatch(text -> Network.of(text).isPresent());
    }
}
