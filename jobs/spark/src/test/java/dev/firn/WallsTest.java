package dev.firn;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom among the steps that need Spark; only {@code spark} knows them all, to wire
 * them.
 */
class WallsTest {

  private static final Set<String> ALL_MAY =
      Set.of("contract", "engine", "fault", "json", "lake", "raw", "store", "table");

  private static final Map<String, Set<String>> MAY_KNOW =
      Map.of(
          "parse", Set.of(),
          "value", Set.of(),
          "merge", Set.of("parse", "value"),
          "audit", Set.of("quality"),
          "compact", Set.of(),
          "diff", Set.of("value"),
          "sql", Set.of(),
          "spark", Set.of("parse", "merge", "audit", "compact", "diff", "sql"),
          "submit", Set.of("job", "spark"));

  private static final JavaClasses FIRN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(MAY_KNOW.keySet().stream().map(name -> "dev.firn." + name).toList());

  @Test
  void packagesKnowOnlyWhomTheyMay() {
    MAY_KNOW.forEach(
        (name, others) -> {
          Set<String> allowed = new TreeSet<>(ALL_MAY);
          allowed.addAll(others);
          allowed.add(name);
          classes()
              .that(resideInAPackage("dev.firn." + name + ".."))
              .should()
              .onlyDependOnClassesThat(
                  resideInAnyPackage(
                          allowed.stream()
                              .map(other -> "dev.firn." + other + "..")
                              .toArray(String[]::new))
                      .or(DescribedPredicate.not(resideInAPackage("dev.firn.."))))
              .check(FIRN);
        });
  }
}
