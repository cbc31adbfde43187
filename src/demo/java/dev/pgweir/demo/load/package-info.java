/** <em>How much, and how fast?</em> Clients that ask again and again, and what is drawn from what they saw. */
@NullMarked
package dev.pgweir.demo.load;

import org.jspecify.annotations.NullMarked;
