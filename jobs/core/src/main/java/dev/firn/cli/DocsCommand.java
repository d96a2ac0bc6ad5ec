package dev.firn.cli;

import dev.firn.contract.Column;
import dev.firn.contract.Notes;
import dev.firn.docs.HtmlPage;
import dev.firn.docs.TablePage;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.run.Status;
import dev.firn.table.LakeTable;
import dev.firn.table.SampleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "docs",
    description = {
      "Write a page for who reads the tables, from their contracts.",
      "",
      "What each table is, its columns with type and meaning, its key, how fresh it is and who owns",
      "it, some rows, and a query to start with, in one HTML file that needs nothing else. Without",
      "a lake it says what the contracts say. Columns that a contract classifies as anything but",
      "public are in no sample. Never starts Spark.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn docs",
      "  firn docs earthquakes --to site/earthquakes.html --no-sample"
    })
final class DocsCommand extends LakeCommand {

  private static final int SAMPLE = 5;

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Tables to write about (default: all of the project).")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      defaultValue = "docs.html",
      description = "The file to write (default: ${DEFAULT-VALUE}).")
  private Path file;

  @Option(names = "--title", paramLabel = "TEXT", description = "Its heading (default: Tables).")
  private String title = "Tables";

  @Option(names = "--no-sample", description = "Show no rows.")
  private boolean noSample;

  DocsCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param file that was written
   * @param tables their names
   */
  private record Result(String file, List<String> tables) {}

  @Override
  public Integer call() {
    List<CommonOptions.Contracted> wanted = options().tables(shared(), tables);
    List<TablePage> pages = options().hasLake(shared()) ? look(wanted) : pages(wanted);
    write(new HtmlPage(pages, title, shared().clock().instant().toString()).text());
    Result result =
        new Result(file.toString(), wanted.stream().map(one -> one.table().name()).toList());
    options()
        .print(
            shared(),
            result,
            out ->
                out.printf(
                    "%s: %d %s%n", file, wanted.size(), wanted.size() == 1 ? "table" : "tables"));
    return 0;
  }

  private List<TablePage> pages(List<CommonOptions.Contracted> wanted) {
    return wanted.stream()
        .map(
            one ->
                new TablePage(
                    one.contract(), one.table(), options().notes(shared(), one.contract()), null))
        .toList();
  }

  private List<TablePage> look(List<CommonOptions.Contracted> wanted) {
    try (Lake lake = options().openLake(shared())) {
      return wanted.stream().map(one -> page(lake, one)).toList();
    }
  }

  private TablePage page(Lake lake, CommonOptions.Contracted one) {
    Notes notes = options().notes(shared(), one.contract());
    boolean there = new LakeTable(lake, one.table().name()).find().isPresent();
    return new TablePage(one.contract(), one.table(), notes, there ? live(lake, one, notes) : null);
  }

  private TablePage.Live live(Lake lake, CommonOptions.Contracted one, Notes notes) {
    String table = one.table().name();
    Status.Line line = new Status(lake, shared().clock()).of(one.contract(), one.table());
    List<String> open =
        one.table().columns().stream()
            .map(Column::name)
            .filter(column -> notes.column(table, column).isOpen())
            .toList();
    return new TablePage.Live(
        line.rows(),
        line.condition().name(),
        line.publishedAt(),
        line.landedAt(),
        open,
        noSample || open.isEmpty() ? List.of() : new SampleRows(lake, table).read(open, SAMPLE));
  }

  private void write(String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new FirnException(
          Fault.USAGE,
          "%s cannot be written: %s".formatted(file, e),
          "name a file that can be with --to",
          e);
    }
  }
}
