/** Lists of rows: which partitions they look into, page by page, and what is told of them. */
@NullMarked
@NamedInterface("list")
package dev.pgweir.resources.list;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
