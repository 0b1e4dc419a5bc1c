package io.waggle.system.client;

import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Runs mosquitto_pub and mosquitto_sub for one device.
 *
 * @param version the value of the option -V: 5 or 311
 */
public record Mosquitto(WaggleProcess waggle, Login login, String version) {

    private static final String MARK = "RECEIVED ";

    /** Publishes a text and returns the program. */
    public RunningProgram publish(String topic, String payload, String... options) {
        return run("mosquitto_pub", options, "-q", "1", "-t", topic, "-m", payload);
    }

    /** Publishes a file's bytes. */
    public RunningProgram publish(String topic, Path payload, String... options) {
        return run("mosquitto_pub", options, "-q", "1", "-t", topic, "-f", payload.toString());
    }

    /** Subscribes, only to the device's own topics; returns when the topics are subscribed. */
    public RunningProgram subscribe(List<String> topics, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-q", "1", "-F", MARK + "%t %x"));
        topics.forEach(topic -> arguments.addAll(List.of("-t", topic)));
        RunningProgram subscriber = run("mosquitto_sub", options, arguments.toArray(new String[0]));
        subscriber.await("its subscription", line -> line.startsWith("Subscribed"));
        return subscriber;
    }

    /** Returns the output of a subscriber on a topic, once it contains these bytes. */
    public static byte[] await(RunningProgram subscriber, String topic, byte[] part) {
        String hex = HexFormat.of().formatHex(part);
        String line = subscriber.await(
                "a message on " + topic, one -> one.startsWith(MARK + topic + " ") && one.contains(hex));
        return HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1));
    }

    /**
     * Waits until the subscriber is disconnected and stays so. With MQTT 5 the program ends after the server's DISCONNECT;
     * with 3.1.1 it connects again and is refused.
     */
    public static void awaitDisconnected(RunningProgram subscriber, String version) throws InterruptedException {
        if ("5".equals(version)) {
            subscriber.awaitEnd(Eventually.TIMEOUT);
        } else {
            subscriber.await(
                    "a refusal when it reconnects",
                    line -> line.contains("received CONNACK (") && !line.contains("(0)"));
        }
    }

    private RunningProgram run(String program, String[] options, String... arguments) {
        List<String> command = command(program, "-d");
        command.addAll(List.of(options));
        command.addAll(List.of(arguments));
        return new RunningProgram(command);
    }

    /** Returns the command that runs one of mosquitto's programs as this device. */
    public List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                // Without it, the program's output stays in its buffer.
                "stdbuf",
                "-oL",
                program,
                "-h",
                WaggleProcess.HOST,
                "-p",
                Integer.toString(waggle.mqttPort()),
                "-V",
                version,
                "-i",
                login.did(),
                "-u",
                login.uid(),
                "-P",
                login.accessToken()));
        command.addAll(List.of(arguments));
        return command;
    }
}
