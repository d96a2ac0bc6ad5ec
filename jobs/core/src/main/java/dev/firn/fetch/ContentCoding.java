package dev.firn.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** How a body travels (RFC 9110, 8.4.1); what is kept is the document itself. */
enum ContentCoding {
  /** As it is. */
  IDENTITY {
    @Override
    InputStream decode(InputStream encoded) {
      return encoded;
    }
  },

  GZIP {
    @Override
    InputStream decode(InputStream encoded) throws IOException {
      return new GZIPInputStream(encoded, BUFFER);
    }
  },

  /** In zlib's format, or without it, as some servers always sent it. */
  DEFLATE {
    @Override
    InputStream decode(InputStream encoded) throws IOException {
      BufferedInputStream in = new BufferedInputStream(encoded, BUFFER);
      in.mark(2);
      int method = in.read();
      int flags = in.read();
      in.reset();
      boolean zlib = (method & 0x0F) == 8 && ((method << 8) | flags) % 31 == 0;
      return new InflaterInputStream(in, new Inflater(!zlib), BUFFER) {
        @Override
        public void close() throws IOException {
          super.close();
          inf.end();
        }
      };
    }
  };

  private static final int BUFFER = 1 << 16;

  /** What to ask for; deflate means two things, so nobody is asked for it. */
  static final String ACCEPTED = "gzip";

  /** Empty when a body travels in a way that cannot be undone here. */
  static Optional<ContentCoding> of(HttpHeaders headers) {
    List<String> codings = names(headers).filter(name -> !name.equals("identity")).toList();
    if (codings.isEmpty()) {
      return Optional.of(IDENTITY);
    }
    if (codings.size() > 1) {
      return Optional.empty();
    }
    return switch (codings.get(0)) {
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      default -> Optional.empty();
    };
  }

  /** For messages: {@code gzip, br}. */
  static String named(HttpHeaders headers) {
    return String.join(", ", names(headers).toList());
  }

  private static Stream<String> names(HttpHeaders headers) {
    return headers.allValues("content-encoding").stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty());
  }

  /**
   * The document; reading it throws {@link java.util.zip.ZipException} where the bytes are not of
   * this coding, and {@link java.io.EOFException} where they end too early.
   */
  abstract InputStream decode(InputStream encoded) throws IOException;

  /** As messages spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
