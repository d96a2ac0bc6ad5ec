package dev.firn.cli;

import dev.firn.doctor.Finding;
import java.io.PrintWriter;
import java.util.List;

/** Findings for people, table by table. */
final class DoctorText {

  private final CommonOptions options;

  DoctorText(CommonOptions options) {
    this.options = options;
  }

  void print(PrintWriter out, List<DoctorCommand.Examined> tables) {
    for (DoctorCommand.Examined table : tables) {
      out.printf("%s: %s%n", table.table(), headline(table.findings()));
      table.findings().forEach(finding -> print(out, finding));
    }
  }

  private static String headline(List<Finding> findings) {
    return switch (findings.size()) {
      case 0 -> "nothing to mend";
      case 1 -> "1 finding";
      default -> findings.size() + " findings";
    };
  }

  private void print(PrintWriter out, Finding finding) {
    out.printf("  %-8s %s: %s%n", finding.severity(), finding.check(), finding.what());
    finding.evidence().forEach(line -> out.printf("           %s%n", line));
    String label = "next";
    for (String next : finding.next()) {
      out.printf(
          "           %-4s %s%n", label, next.startsWith("firn ") ? options.again(next) : next);
      label = "";
    }
  }
}
