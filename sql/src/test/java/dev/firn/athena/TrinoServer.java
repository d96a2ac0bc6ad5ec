package dev.firn.athena;

import java.net.URI;

/** One of the Trinos that the tests of this module ask. */
interface TrinoServer extends AutoCloseable {

  URI address();

  @Override
  void close();

  /**
   * The one that this execution of the tests is about.
   *
   * @param aws where S3 and Glue are
   */
  static TrinoServer open(URI aws) throws Exception {
    return isNewest() ? new NewestTrino(aws) : new Trino406(aws);
  }

  static boolean isNewest() {
    return "newest".equals(System.getProperty("firn.trino"));
  }
}
