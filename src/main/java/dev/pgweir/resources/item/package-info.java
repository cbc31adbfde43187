/** Single rows: found by their key, or by an id alone, read and written. */
@NullMarked
@NamedInterface("item")
package dev.pgweir.resources.item;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
