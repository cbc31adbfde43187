/** SQL ready to run, and what its rows mean. Pure. */
@NullMarked
package dev.pgweir.resources.statement;

import org.jspecify.annotations.NullMarked;
