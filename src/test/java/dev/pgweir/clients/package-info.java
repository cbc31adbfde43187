/** Clients of other languages that are run against the gateway. */
@NullMarked
package dev.pgweir.clients;

import org.jspecify.annotations.NullMarked;
