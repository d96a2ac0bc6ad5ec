package dev.firn.lake;

import dev.firn.store.WriteOnceStore;
import java.nio.file.Path;
import java.util.List;

/**
 * Room beside a lake for what is not to stay. Whoever wants some takes a name of its own, and
 * removes all that is under it.
 */
public interface Scratch {

  /** Names that something is under, whoever left it. */
  List<String> names();

  /** Where files of that name go: a URI that ends without a slash. */
  String location(String name);

  /** Objects of that name. */
  WriteOnceStore store(String name);

  /** A folder of this machine, of that name. */
  Path folder(String name);

  /** Removes what is under that name, and nothing else. */
  void remove(String name);
}
