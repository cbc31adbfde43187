package dev.pgweir.demo;

import dev.pgweir.demo.claim.Requirements;
import dev.pgweir.demo.scene.Scene;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What was asked for by system properties.
 *
 * @param brief the short form ({@code demo.short})
 * @param scenes the letters of the scenes to play ({@code demo.scenes})
 * @param requirements what claims require ({@code demo.require})
 * @param folder where the report goes ({@code demo.folder})
 */
record Options(boolean brief, String scenes, Requirements requirements, Path folder) {

    private static final String ALL = "ABCDE";

    static Options ofSystem() {
        var scenes =
                System.getProperty("demo.scenes", ALL).replaceAll("[,\\s]", "").toUpperCase(Locale.ROOT);
        if (!scenes.matches("[" + ALL + "]+")) {
            throw new IllegalArgumentException(
                    "demo.scenes: %s are not letters of scenes, as in A,D".formatted(scenes));
        }
        return new Options(
                Boolean.getBoolean("demo.short"),
                scenes,
                Requirements.parse(System.getProperty("demo.require", "")),
                Path.of(System.getProperty("demo.folder", "target/demo")));
    }

    /** All but the scenes and the folder, each behind a blank. */
    String typed() {
        return (brief ? " -Ddemo.short" : "")
                + (requirements.text().isEmpty() ? "" : " -Ddemo.require=" + requirements.text());
    }

    boolean wants(Scene scene) {
        return scenes.indexOf(scene.letter()) >= 0;
    }
}
