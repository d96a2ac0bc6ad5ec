package dev.firn.cli;

import dev.firn.fetch.HttpFetcher;
import dev.firn.run.Program;
import dev.firn.secret.SecretReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What all commands have in common. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = FirnCommand.Version.class)
abstract class LakeCommand implements Callable<Integer> {

  private final Shared shared;

  @Mixin private CommonOptions options;
  private HttpFetcher fetcher;

  LakeCommand(Shared shared) {
    this.shared = shared;
  }

  final Shared shared() {
    return shared;
  }

  final CommonOptions options() {
    return options;
  }

  /** One for all feeds, since some share a host and its limits. */
  final HttpFetcher fetcher() {
    if (fetcher == null) {
      fetcher =
          new HttpFetcher(
              Program.version(), new SecretReader(shared.environment()), shared.environment());
    }
    return fetcher;
  }
}
