package dev.firn.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;

/**
 * Parsers that give numbers beyond double's range as what they are. Jackson by itself makes a node
 * of infinity of them, whatever databind was told, so that 1e400 and 2e400 are the same.
 */
final class ExactFactory extends JsonFactory {

  private static final long serialVersionUID = 1L;

  ExactFactory() {
    enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
  }

  @Override
  protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
    return new ExactParser(super._createParser(in, context));
  }

  @Override
  protected JsonParser _createParser(Reader in, IOContext context) throws IOException {
    return new ExactParser(super._createParser(in, context));
  }

  @Override
  protected JsonParser _createParser(
      char[] text, int from, int length, IOContext context, boolean recyclable) throws IOException {
    return new ExactParser(super._createParser(text, from, length, context, recyclable));
  }

  @Override
  protected JsonParser _createParser(byte[] bytes, int from, int length, IOContext context)
      throws IOException {
    return new ExactParser(super._createParser(bytes, from, length, context));
  }

  private static final class ExactParser extends JsonParserDelegate {

    ExactParser(JsonParser parser) {
      super(parser);
    }

    /** JSON has no such number, and what is beyond a double is one all the same. */
    @Override
    public boolean isNaN() {
      return false;
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
      try {
        return super.getDecimalValue();
      } catch (NumberFormatException e) {
        throw new JsonParseException(
            this, "Number beyond measure: " + getText(), currentTokenLocation(), e);
      }
    }
  }
}
