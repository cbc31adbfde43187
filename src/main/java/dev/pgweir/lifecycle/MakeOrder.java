package dev.pgweir.lifecycle;

import java.util.Optional;

/**
 * Which partitions to make.
 *
 * @param from where the first begins; without it behind the last one there is
 * @param to where it ends; without it where the interval says
 * @param count how many; one if not given
 */
public record MakeOrder(Optional<String> from, Optional<String> to, Optional<Integer> count) {}
