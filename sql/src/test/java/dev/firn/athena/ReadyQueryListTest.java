package dev.firn.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** People find each query, and what to give it, in the README. */
class ReadyQueryListTest {

  private static final Pattern LINE =
      Pattern.compile("(?m)^\\| `(\\w+)\\.sql` \\| (.+) \\| (.*)\\|$");
  private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

  @Test
  void theReadmeListsEachQueryInOrder() throws IOException {
    assertThat(listed().map(found -> found.group(1)))
        .containsExactlyElementsOf(ReadyQuery.all().stream().map(ReadyQuery::name).toList());
  }

  @Test
  void theReadmeSaysWhatEachTakes() throws IOException {
    listed()
        .forEach(
            found -> {
              ReadyQuery query = ReadyQuery.named(found.group(1));
              assertThat(!found.group(3).isBlank())
                  .as("%s takes something: %s", query.name(), found.group(3))
                  .isEqualTo(takes(query));
              assertThat(peoples(query)).allMatch(place -> found.group(3).contains(place));
            });
  }

  @Test
  void eachBeginsWithWhatItAnswers() {
    assertThat(ReadyQuery.all())
        .allSatisfy(
            query -> assertThat(query.firstLine()).as(query.name()).matches("-- [A-Z].{20,}[.?]"));
  }

  private static boolean takes(ReadyQuery query) {
    String sql = query.text().substring(query.firstLine().length());
    return sql.contains("?") || sql.contains("${this_key}") || !peoples(query).isEmpty();
  }

  private static Stream<MatchResult> listed() throws IOException {
    return LINE.matcher(Files.readString(ReadyQuery.FOLDER.resolveSibling("README.md"))).results();
  }

  private static List<String> peoples(ReadyQuery query) {
    return PLACE
        .matcher(query.text())
        .results()
        .map(MatchResult::group)
        .filter(place -> List.of("${from}", "${to}", "${snapshot}", "${time}").contains(place))
        .distinct()
        .toList();
  }
}
