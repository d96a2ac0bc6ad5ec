package dev.firn;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may know whom. A step knows other steps' records and never what they do. */
class WallsTest {

  private static final JavaClasses FIRN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.firn");

  /** Package to the packages of ours that it may use. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("fault", Set.of()),
          Map.entry("contract", Set.of()),
          Map.entry("cost", Set.of()),
          Map.entry("json", Set.of("contract")),
          Map.entry("store", Set.of()),
          Map.entry("raw", Set.of("fault", "store")),
          Map.entry("project", Set.of("fault", "store")),
          Map.entry("telemetry", Set.of()),
          Map.entry("lake", Set.of("fault", "store", "telemetry")),
          Map.entry("secret", Set.of("contract", "fault")),
          Map.entry("fetch", Set.of("contract", "fault", "json", "secret")),
          Map.entry("land", Set.of("contract", "fault", "fetch", "json", "raw")),
          Map.entry("table", Set.of("contract", "fault", "lake")),
          Map.entry("engine", Set.of("contract", "fault", "lake", "raw", "table")),
          Map.entry(
              "run",
              Set.of(
                  "contract",
                  "cost",
                  "engine",
                  "fault",
                  "fetch",
                  "lake",
                  "land",
                  "raw",
                  "store",
                  "table")),
          Map.entry(
              "doctor",
              Set.of("contract", "engine", "fault", "lake", "raw", "run", "store", "table")),
          Map.entry(
              "drill",
              Set.of(
                  "contract",
                  "engine",
                  "fault",
                  "fetch",
                  "json",
                  "lake",
                  "land",
                  "raw",
                  "run",
                  "store",
                  "table")),
          Map.entry("job", Set.of("cli", "cost", "engine", "fault", "run", "table")),
          Map.entry("docs", Set.of("contract", "table")),
          Map.entry("serve", Set.of("fault", "lake")),
          Map.entry("demo", Set.of("fault", "lake", "raw", "table")),
          Map.entry(
              "cli",
              Set.of(
                  "contract",
                  "cost",
                  "demo",
                  "doctor",
                  "drill",
                  "docs",
                  "engine",
                  "fault",
                  "fetch",
                  "json",
                  "lake",
                  "project",
                  "raw",
                  "run",
                  "secret",
                  "serve",
                  "table",
                  "telemetry")));

  @Test
  void packagesKnowOnlyWhomTheyMay() {
    MAY_KNOW.forEach(
        (name, others) -> {
          Set<String> allowed = new TreeSet<>(others);
          allowed.add(name);
          String[] packages =
              allowed.stream().map(other -> "dev.firn." + other + "..").toArray(String[]::new);
          classes()
              .that(resideInAPackage("dev.firn." + name + ".."))
              .should()
              .onlyDependOnClassesThat(
                  resideInAnyPackage(packages)
                      .or(DescribedPredicate.not(resideInAPackage("dev.firn.."))))
              .check(FIRN);
        });
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> packages = new TreeSet<>();
    FIRN.forEach(
        type -> packages.add(type.getPackageName().replaceFirst("^dev\\.firn\\.(\\w+).*", "$1")));
    assertThat(packages).isSubsetOf(MAY_KNOW.keySet());
  }

  @Test
  void landingKnowsTheRecordsOfFetchingOnly() {
    DescribedPredicate<JavaClass> what =
        resideInAPackage("dev.firn.fetch..")
            .and(DescribedPredicate.describe("does something", type -> !type.isRecord()));
    noClasses()
        .that(resideInAPackage("dev.firn.land.."))
        .should()
        .dependOnClassesThat(what)
        .check(FIRN);
  }

  @Test
  void nothingHereNeedsSpark() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala.."))
        .check(FIRN);
    assertThat(System.getProperty("java.class.path")).doesNotContain("spark-sql", "spark-core");
  }

  @Test
  void nothingIsSharedAndMutable() {
    fields().that().areStatic().should().beFinal().check(FIRN);
  }
}
