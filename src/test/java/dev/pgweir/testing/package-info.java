/** What the tests of several modules share: the whole gateway on a real cluster, and a client for it. */
@NullMarked
package dev.pgweir.testing;

import org.jspecify.annotations.NullMarked;
