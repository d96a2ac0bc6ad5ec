package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.History.Line;
import dev.firn.table.History.Standing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whoever follows the lanes with a finger comes from each snapshot to its parent. */
class HistoryGraphTest {

  private static final long EXPIRED = 1_000_000;

  @Property(tries = 500, seed = "11", edgeCases = EdgeCasesMode.NONE)
  void drawsEachSnapshotOnceAndEachEdge(
      @ForAll @IntRange(min = 1, max = 60) int size, @ForAll long seed) {
    List<Line> lines = history(size, new Random(seed));

    Finger finger = new Finger();
    draw(lines, 0, size).forEach(finger::follow);

    assertThat(finger.met).containsExactlyElementsOf(lines.stream().map(Line::snapshot).toList());
    Set<String> edges = new TreeSet<>();
    lines.stream()
        .filter(line -> line.parent() != null && line.parent() != EXPIRED)
        .forEach(line -> edges.add(line.snapshot() + "->" + line.parent()));
    assertThat(finger.edges).isEqualTo(edges);
  }

  @Property(tries = 200, seed = "12", edgeCases = EdgeCasesMode.NONE)
  void drawsAPartAsItIsInTheWhole(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll long seed) {
    Random random = new Random(seed);
    List<Line> lines = history(size, random);
    int from = random.nextInt(size);
    int to = from + 1 + random.nextInt(size - from);

    List<String> part = draw(lines, from, to);

    assertThat(draw(lines, 0, size)).containsSequence(part);
    assertThat(part.stream().filter(row -> row.contains("run r"))).hasSize(to - from);
  }

  @Example
  void drawsThousandsOfSnapshots() {
    List<Line> lines = history(5_000, new Random(1));

    assertThat(draw(lines, 4_980, 5_000)).hasSizeGreaterThanOrEqualTo(20);
  }

  @Example
  void lanesKeepTheirPlacesWhenOthersEnd() {
    List<Line> lines =
        List.of(
            line(7, 1L),
            line(6, 3L),
            line(5, 2L),
            line(4, 2L),
            line(3, 2L),
            line(2, 1L),
            line(1, null));

    assertThat(draw(lines, 0, 7).stream().map(row -> row.replaceAll("T  run (r\\d).*", "$1")))
        .containsExactly(
            "* r7",
            "│ * r6",
            "│ │ * r5",
            "│ │ │ * r4",
            "│ * │ │ r3",
            "│ ├─┴─┘",
            "│ * r2",
            "├─┘",
            "* r1");
  }

  @Example
  void whatHasItsPastExpiredIsNobodysChild() {
    List<Line> lines = List.of(line(3, EXPIRED), line(2, EXPIRED), line(1, null));

    assertThat(draw(lines, 0, 3).stream().map(row -> row.replaceAll("T  run (r\\d).*", "$1")))
        .containsExactly("* r3", "  * r2", "* r1");
  }

  /** Newest first; each comes from one of those before it, from one that is gone, or from none. */
  private static List<Line> history(int size, Random random) {
    List<Line> lines = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      Long parent;
      if (i == 1 || random.nextInt(20) == 0) {
        parent = random.nextInt(4) == 0 ? EXPIRED : null;
      } else {
        parent = (long) Math.max(1, i - 1 - (random.nextInt(3) == 0 ? random.nextInt(i) : 0));
      }
      lines.add(0, line(i, parent));
    }
    return lines;
  }

  private static Line line(long id, Long parent) {
    return new Line(
        id,
        parent,
        "T",
        Standing.PUBLISHED,
        null,
        "r" + id,
        "firn",
        "append",
        null,
        null,
        0,
        List.of(),
        "c0ffee",
        "0.1.0",
        null);
  }

  private static List<String> draw(List<Line> lines, int from, int to) {
    StringWriter out = new StringWriter();
    new HistoryGraph(lines).print(new PrintWriter(out, true), from, to);
    return out.toString().lines().toList();
  }

  /** Follows the lanes downwards. */
  private static final class Finger {

    private final List<Long> met = new ArrayList<>();
    private final Set<String> edges = new TreeSet<>();

    /** By lane, whose edge goes down there. */
    private final Map<Integer, Set<Long>> lanes = new HashMap<>();

    void follow(String row) {
      int text = row.indexOf("T  run r");
      String drawing = text < 0 ? row : row.substring(0, text);
      lanes.keySet().removeIf(lane -> at(drawing, lane) == ' ');
      if (text < 0) {
        join(drawing);
      } else {
        meet(
            drawing.indexOf('*') / 2,
            Long.parseLong(row.substring(text).split("\\s+", -1)[2].substring(1)));
      }
    }

    private void meet(int lane, long snapshot) {
      met.add(snapshot);
      lanes.getOrDefault(lane, Set.of()).forEach(child -> edges.add(child + "->" + snapshot));
      lanes.put(lane, new TreeSet<>(Set.of(snapshot)));
    }

    private void join(String drawing) {
      int target = drawing.indexOf('├') / 2;
      for (int lane = target + 1; 2 * lane < drawing.length(); lane++) {
        char mark = at(drawing, lane);
        if (mark == '┴' || mark == '┘') {
          lanes.get(target).addAll(lanes.remove(lane));
        } else if (mark == '─') {
          lanes.remove(lane);
        }
      }
    }

    private static char at(String drawing, int lane) {
      return 2 * lane < drawing.length() ? drawing.charAt(2 * lane) : ' ';
    }
  }
}
