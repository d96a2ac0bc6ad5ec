package dev.firn.quality;

import java.util.List;

/** Rules that only warn when the table of earthquakes, as a whole, is not what it was. */
class EarthquakeWatchRulesTest extends RulesetContract {

  EarthquakeWatchRulesTest() {
    super(
        "earthquakes.watch.dqdl",
        EarthquakeRulesTest.SOUND,
        """
        rows = i <= 10                        | RowCount > 10
        updated = now() - interval 1 day      | interval 6 hours
        place = cast(NULL AS string)          | Completeness "place"
        magnitude = cast(NULL AS double)      | Completeness "magnitude"
        mag_type = cast(NULL AS string)       | Completeness "mag_type"
        rms = cast(NULL AS double)            | Completeness "rms"
        stations = cast(NULL AS int)          | Completeness "stations"
        gap = cast(NULL AS double)            | Completeness "gap"
        min_distance = cast(NULL AS double)   | Completeness "min_distance"
        alert = 'purple'                      | ColumnValues "alert"
        event_type = 'explosion'              | event_type <> 'earthquake'
        """);
  }

  @Override
  int rows() {
    return 60;
  }

  @Override
  String faulty() {
    return "true";
  }

  @Override
  List<String> leftOut() {
    return List.of("alert");
  }
}
