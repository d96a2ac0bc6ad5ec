package dev.firn.bench;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.fetch.HttpFetcher;
import dev.firn.lake.Lake;
import dev.firn.lake.LocalLake;
import dev.firn.replay.RecordedService;
import dev.firn.run.FeedFetch;
import dev.firn.run.Program;
import dev.firn.run.Progress;
import dev.firn.run.Workbench;
import dev.firn.secret.SecretReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Fetches recorded responses one after the other, in one process and without Spark. */
final class LandAll {

  private LandAll() {}

  /**
   * @param args a contract, the folder of a new project to put it into, that of its lake, and that
   *     of the responses
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Path project = Path.of(args[1]);
    List<Path> responses;
    try (Stream<Path> files = Files.list(Path.of(args[3]))) {
      responses = files.sorted().toList();
    }
    try (RecordedService service = new RecordedService(responses);
        Lake lake = LocalLake.open(Path.of(args[2]))) {
      Path schemas = Files.createDirectories(project.resolve("schemas"));
      Files.writeString(
          schemas.resolve(file.getFileName()),
          Files.readString(file)
              .replaceFirst("location: https\\S+", "location: " + service.location()));
      Contract contract = new Contracts(project).readAll().get(0);
      Workbench bench =
          new Workbench(
              lake,
              any -> {
                throw new IllegalStateException("landing needs no engine");
              },
              Progress.SILENT,
              Clock.systemUTC());
      HttpFetcher fetcher = new HttpFetcher(Program.version(), new SecretReader(Map.of()));
      for (int i = 0; i < responses.size(); i++) {
        new FeedFetch(bench, fetcher, contract).execute();
      }
    }
  }
}
