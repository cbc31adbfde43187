/** What is done around a connection while a transaction has it? */
@NullMarked
package dev.pgweir.routing.checkout;

import org.jspecify.annotations.NullMarked;
