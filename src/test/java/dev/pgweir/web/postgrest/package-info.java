/** Are requests written for PostgREST answered as its clients expect? */
@NullMarked
package dev.pgweir.web.postgrest;

import org.jspecify.annotations.NullMarked;
