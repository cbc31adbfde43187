/** <em>What must hold?</em> All claims, with what each requires. */
@NullMarked
package dev.pgweir.demo.claim;

import org.jspecify.annotations.NullMarked;
