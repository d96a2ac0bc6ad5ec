package dev.firn.quality;

import java.util.List;

/** Rules that stop earthquakes from being published. */
class EarthquakeRulesTest extends RulesetContract {

  static final String SOUND =
      """
      concat('us7000', printf('r%04d', i)) AS event_id, 'us' AS network,
      concat('7000', printf('r%04d', i)) AS code,
      now() - interval 2 hours AS event_time, now() - interval 1 hour AS updated,
      6.4D AS magnitude, 'mww' AS mag_type, '10 km S of Nowhere' AS place,
      -71.5D AS longitude, -33.1D AS latitude, 22.3D AS depth_km, 12L AS felt, 4.1D AS cdi,
      5.2D AS mmi, 'green' AS alert, 'reviewed' AS status, 0 AS tsunami, 80 AS stations,
      0.2D AS min_distance, 0.7D AS rms, 45.0D AS gap, 'earthquake' AS event_type
      """;

  EarthquakeRulesTest() {
    super(
        "earthquakes.dqdl",
        SOUND,
        """
        event_id = 'us7000r0002'; code = '7000r0002'          | IsPrimaryKey "event_id"
        event_id = cast(NULL AS string)                       | IsPrimaryKey "event_id" & ColumnValues "event_id" matches
        event_id = 'us7000r 12'; code = '7000r 12'            | ColumnValues "event_id" matches
        event_id = 'ci7000r0001'                              | event_id <> concat(network, code)
        event_time = cast(NULL AS timestamp)                  | IsComplete "event_time" & ColumnValues "event_time" > & ColumnValues "event_time" <
        event_time = timestamp'1970-01-20 08:00'              | ColumnValues "event_time" >
        event_time = timestamp'2999-01-01'                    | ColumnValues "event_time" < & updated < event_time
        updated = timestamp'2999-01-01'                       | ColumnValues "updated" <
        updated = event_time - interval 1 day                 | updated < event_time
        latitude = cast(NULL AS double)                       | IsComplete "latitude" & ColumnValues "latitude" between
        longitude = cast(NULL AS double)                      | IsComplete "longitude" & ColumnValues "longitude" between
        latitude = -118.2D                                    | ColumnValues "latitude" between
        longitude = 250.0D                                    | ColumnValues "longitude" between
        network = 'hv'; event_id = concat('hv', code); longitude = 19.4D; latitude = -65.3D | not (longitude between -170 and -60
        depth_km = 22300.0D                                   | ColumnValues "depth_km" between
        magnitude = 0.64D                                     | ColumnValues "magnitude" between
        magnitude = 64.0D                                     | ColumnValues "magnitude" between
        min_distance = 111.0D                                 | ColumnValues "min_distance" between
        gap = 400.0D                                          | ColumnValues "gap" between
        rms = 700.0D                                          | ColumnValues "rms" between
        cdi = 41.0D                                           | ColumnValues "cdi" between
        mmi = 52.0D                                           | ColumnValues "mmi" between
        felt = -1L                                            | ColumnValues "felt" >= 0
        tsunami = 2                                           | ColumnValues "tsunami" in
        status = 'draft'                                      | ColumnValues "status" in
        """);
  }

  @Override
  List<String> leftOut() {
    return List.of("magnitude", "depth_km", "felt", "cdi", "mmi", "min_distance", "gap", "rms");
  }
}
