package io.waggle.system.example;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** An example of the page. */
sealed interface Example {

    /** Returns the number of its first line on the page. */
    int line();

    /** A packet that a client publishes. */
    record Up(int line, String payload) implements Example {

        @Override
        public String toString() {
            return "line " + line + ", up: " + payload;
        }
    }

    /** A request that a command publishes. */
    record Command(int line, String topic, String payload) implements Example {

        @Override
        public String toString() {
            return "line " + line + ", command: " + topic + " " + payload;
        }
    }

    /**
     * What the server sends or answers.
     *
     * @param section the page's heading above it
     */
    record Down(int line, String section, String json) implements Example {

        JsonNode shape() {
            return ProtocolPage.parse(json);
        }

        @Override
        public String toString() {
            return "line " + line + ", down: " + json;
        }
    }

    /**
     * A request over HTTP.
     *
     * @param body empty if there is none
     * @param status 0 if the page does not show the answer
     * @param answer empty if it has no body
     */
    record Exchange(int line, String method, String path, List<String> headers, String body, int status, String answer)
            implements Example {

        String request() {
            return method + " " + path;
        }

        @Override
        public String toString() {
            return "line " + line + ": " + request();
        }
    }
}
