package dev.firn.table;

import dev.firn.lake.LocalLake;
import java.nio.file.Path;

/**
 * A program: makes a table of many snapshots and files, nearly all of them by somebody who knows
 * nothing of Firn, and prints the first run's id and the last one's.
 */
public final class ManySnapshots {

  private ManySnapshots() {}

  /**
   * @param args the lake's folder, how many snapshots, and how many files in each
   */
  public static void main(String[] args) {
    try (TableScene scene = new TableScene(LocalLake.open(Path.of(args[0])))) {
      scene.publish("first", 1);
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        scene.foreignAppend("more-" + i, Integer.parseInt(args[2]));
      }
      scene.publish("last", 2);
      System.out.println("first last");
    }
  }
}
