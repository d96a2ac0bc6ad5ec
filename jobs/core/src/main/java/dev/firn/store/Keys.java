package dev.firn.store;

import java.util.regex.Pattern;

/** Each object has one key, so that nobody gets round a name that is taken. */
final class Keys {

  private static final Pattern KEY = Pattern.compile("(?!(.*/)?\\.\\.?(/|$))[^/]+(/[^/]+)*");

  private Keys() {}

  static String checked(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not a key of this store: '" + key + "'");
    }
    return key;
  }

  static String checkedPrefix(String prefix) {
    if (!prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix ends in /: '" + prefix + "'");
    }
    checked(prefix.substring(0, prefix.length() - 1));
    return prefix;
  }
}
