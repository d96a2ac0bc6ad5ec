package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.lake.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Names that differ by case only, or have capitals where Glue has none: Iceberg tells them apart,
 * and Glue, Athena and Spark's SQL do not.
 */
final class NamesCheck implements Check {

  @Override
  public String name() {
    return "names";
  }

  @Override
  public List<Finding> look(Patient patient) {
    List<Finding> findings = new ArrayList<>();
    for (Pointer other : patient.pointers()) {
      if (other.table().equalsIgnoreCase(patient.name()) && !other.table().equals(patient.name())) {
        findings.add(
            finding(
                Severity.ERROR,
                patient,
                "table %s has the same name but for capitals: Glue and Athena take both for one"
                    .formatted(other.table()),
                List.of(other.metadata()),
                "give one of them another name in its contract; firn run makes it from all that has landed"));
      }
    }
    if (patient.metadata() != null && patient.metadata().loads()) {
      columns("", patient.metadata().state().metadata().schema().columns())
          .forEach(
              same ->
                  findings.add(
                      finding(
                          Severity.ERROR,
                          patient,
                          "columns %s have the same name but for capitals: Spark's SQL and Athena cannot tell which is meant"
                              .formatted(String.join(" and ", same)),
                          List.of(),
                          "rename one in the contract (its property keeps its id), then firn apply %s"
                              .formatted(patient.name()))));
    }
    return findings;
  }

  /** All the way down, by the struct that they are in. */
  private static List<List<String>> columns(String in, List<NestedField> fields) {
    List<List<String>> same = new ArrayList<>();
    Map<String, List<String>> folded =
        fields.stream()
            .collect(
                Collectors.groupingBy(
                    field -> field.name().toLowerCase(Locale.ROOT),
                    TreeMap::new,
                    Collectors.mapping(field -> in + field.name(), Collectors.toList())));
    folded.values().stream().filter(names -> names.size() > 1).forEach(same::add);
    for (NestedField field : fields) {
      Type type = field.type();
      if (type.isNestedType()) {
        same.addAll(columns(in + field.name() + ".", type.asNestedType().fields()));
      }
    }
    return same;
  }
}
