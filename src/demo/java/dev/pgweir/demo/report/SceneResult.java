package dev.pgweir.demo.report;

import java.util.List;

/**
 * What a scene has found.
 *
 * @param letter its letter
 * @param title its title
 * @param summary what it is about, in a few sentences
 * @param findings its claims
 * @param figures what shows more than the claims
 * @param tables the numbers behind all that
 * @param limits what it does not show
 */
public record SceneResult(
        char letter,
        String title,
        String summary,
        List<Finding> findings,
        List<Figure> figures,
        List<Table> tables,
        List<String> limits) {}
