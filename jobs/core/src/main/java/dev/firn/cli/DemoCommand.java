package dev.firn.cli;

import picocli.CommandLine.Command;

@Command(
    name = "demo",
    description =
        "The tour: an embedded, misbehaving third party, an audit, a rollback. No network.")
final class DemoCommand extends LakeCommand {

  DemoCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    return 0;
  }
}
