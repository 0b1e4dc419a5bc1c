package io.waggle.system.example;

/** Does what the page says, so that the server sends what an example shows. */
@FunctionalInterface
interface Scene {

    void play(Stage stage);
}
