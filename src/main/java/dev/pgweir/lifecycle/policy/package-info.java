/** What life cycle does a table have, and which partitions does it ask for? */
@NullMarked
package dev.pgweir.lifecycle.policy;

import org.jspecify.annotations.NullMarked;
