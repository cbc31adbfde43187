/** What is run on the server to make, seal or retire a partition. */
@NullMarked
package dev.pgweir.lifecycle.change;

import org.jspecify.annotations.NullMarked;
