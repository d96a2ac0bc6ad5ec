package dev.firn.cli;

import dev.firn.run.ContractPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Plans for people. */
final class PlanText {

  private final CommonOptions options;

  PlanText(CommonOptions options) {
    this.options = options;
  }

  void print(PrintWriter out, List<ContractPlan> plans) {
    plans.forEach(plan -> print(out, plan));
    List<String> changing =
        plans.stream()
            .filter(plan -> !plan.leavesAll() && plan.problems().isEmpty())
            .map(ContractPlan::table)
            .toList();
    if (!changing.isEmpty()) {
      out.printf("%nto do it: %s%n", options.again("firn apply " + String.join(" ", changing)));
    }
  }

  private void print(PrintWriter out, ContractPlan plan) {
    out.printf("%s: %s%n", plan.table(), headline(plan));
    plan.changes().forEach(change -> line(out, change));
    for (ContractPlan.Line problem : plan.problems()) {
      out.printf("  ! %s%n", problem.what());
      out.printf("      %s%n", problem.notice());
    }
    if (plan.rows() != null) {
      out.printf(
          Locale.ROOT,
          "  ~ rows: made anew from %,d %s, %,d bytes of raw%n",
          plan.rows().batches(),
          plan.rows().batches() == 1 ? "batch" : "batches",
          plan.rows().bytes());
      out.println("      on a branch, audited and published like any run; new columns are filled");
      out.println("      as far back as raw goes, rejected records are tried again, and rows go");
      out.println("      whose records the contract rejects now");
    }
  }

  private static void line(PrintWriter out, ContractPlan.Line change) {
    out.printf("  %s%n", change.what());
    if (change.notice() != null) {
      out.printf("      %s%n", change.notice());
    }
  }

  private static String headline(ContractPlan plan) {
    if (!plan.exists()) {
      return "no table yet, the first run makes it";
    }
    if (plan.leavesAll()) {
      return "as its contract says";
    }
    return plan.problems().isEmpty() ? "differs from its contract" : "cannot follow its contract";
  }
}
