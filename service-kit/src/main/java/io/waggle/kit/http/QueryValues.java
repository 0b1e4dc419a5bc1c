package io.waggle.kit.http;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads numbers and booleans in a query as JSON writes them. Spring would treat an empty value as missing, and would accept
 * {@code 0x10}, {@code #10} and {@code yes}.
 */
@ControllerAdvice
class QueryValues {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    /** Registers editors, because Spring falls back to its own editors where a converter refuses. */
    @InitBinder
    void refuseOtherForms(WebDataBinder binder) {
        binder.registerCustomEditor(Integer.class, new Editor(text -> number(text, Integer::valueOf)));
        binder.registerCustomEditor(Long.class, new Editor(text -> number(text, Long::valueOf)));
        binder.registerCustomEditor(Boolean.class, new Editor(QueryValues::truth));
    }

    private static <T> T number(String text, Function<String, T> parse) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new NumberFormatException("not a whole number");
        }
        return parse.apply(text);
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static final class Editor extends PropertyEditorSupport {

        private final Function<String, ?> reading;

        Editor(Function<String, ?> reading) {
            this.reading = reading;
        }

        @Override
        public void setAsText(String text) {
            setValue(reading.apply(text));
        }
    }
}
