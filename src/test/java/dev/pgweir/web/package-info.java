@NullMarked
package dev.pgweir.web;

import org.jspecify.annotations.NullMarked;
