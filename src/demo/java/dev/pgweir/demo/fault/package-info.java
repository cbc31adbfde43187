/** <em>What becomes of reads and writes while servers die?</em> The scene with faults, and its ledger. */
@NullMarked
package dev.pgweir.demo.fault;

import org.jspecify.annotations.NullMarked;
