/** Changes the nodes on an operator's behalf, and tells what has happened to the cluster. */
@NullMarked
package dev.pgweir.admin.nodes;

import org.jspecify.annotations.NullMarked;
