/** What is wrong with the partitions of a table, and what do requests pay for it? */
@NamedInterface("doctor")
@NullMarked
package dev.pgweir.lifecycle.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
