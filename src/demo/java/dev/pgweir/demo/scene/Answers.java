package dev.pgweir.demo.scene;

import java.net.http.HttpResponse;

/** Makes sure that answers are what a measurement is about. */
final class Answers {

    private Answers() {}

    /** One that failed would be fast. */
    static HttpResponse<String> require(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    "%s was answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return answer;
    }
}
