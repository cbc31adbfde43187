@NullMarked
package dev.pgweir.web.related;

import org.jspecify.annotations.NullMarked;
