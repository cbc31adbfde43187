package dev.pgweir.demo.scene;

import dev.pgweir.demo.report.SceneResult;

/** Something that is tried with the gateway and without, or with more of it and with less. */
public interface Scene {

    /** The letter by which it is chosen. */
    char letter();

    String title();

    /** Tries it. It leaves all nodes up and in use. */
    SceneResult play(Stage stage) throws Exception;
}
