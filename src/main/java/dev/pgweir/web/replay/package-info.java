/** Answers the repeat of a write as the write itself was answered. */
@NullMarked
package dev.pgweir.web.replay;

import org.jspecify.annotations.NullMarked;
