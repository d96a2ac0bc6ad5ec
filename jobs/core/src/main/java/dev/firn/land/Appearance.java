package dev.firn.land;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a body that is no JSON seems to be, by how it begins: an error page, more often than not.
 */
final class Appearance {

  private static final int BEGIN = 4096;
  private static final int LONGEST_TITLE = 80;

  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>([^<]+)</title", Pattern.CASE_INSENSITIVE);

  private Appearance() {}

  /** As the beginning of a sentence: {@code a web page, titled "Sign in"}; empty when unknown. */
  static Optional<String> of(Path body) throws IOException {
    byte[] begin;
    try (InputStream in = Files.newInputStream(body)) {
      begin = in.readNBytes(BEGIN);
    }
    String bytes = new String(begin, ISO_8859_1);
    if (bytes.startsWith("\u001F\u008B")) {
      return Optional.of("gzip that no Content-Encoding tells of");
    }
    if (bytes.startsWith("PK\u0003\u0004")) {
      return Optional.of("a zip archive");
    }
    String text = new String(begin, UTF_8).replaceFirst("^\uFEFF", "").strip();
    String start = text.toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return Optional.of("a web page" + title(text));
    }
    return start.startsWith("<")
        ? Optional.of("XML or a web page" + title(text))
        : Optional.empty();
  }

  private static String title(String page) {
    Matcher title = TITLE.matcher(page);
    if (!title.find()) {
      return "";
    }
    String line = title.group(1).replaceAll("\\s+", " ").replaceAll("\\p{C}", "").strip();
    return ", titled \"%s\""
        .formatted(
            line.codePointCount(0, line.length()) <= LONGEST_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…");
  }
}
