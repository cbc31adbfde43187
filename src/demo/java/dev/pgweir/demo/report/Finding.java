package dev.pgweir.demo.report;

import dev.pgweir.demo.claim.Verdict;

/**
 * A claim with what speaks for it.
 *
 * @param verdict the claim, and whether it holds
 * @param figure what shows it; several claims may share it
 */
public record Finding(Verdict verdict, Figure figure) {}
