package dev.firn.lake;

import java.nio.file.Path;

class LocalPointersTest extends PointersContract {

  @Override
  Lake open(Path where) {
    return LocalLake.open(where);
  }
}
