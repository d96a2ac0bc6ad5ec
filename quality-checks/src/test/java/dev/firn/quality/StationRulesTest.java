package dev.firn.quality;

import java.util.List;

/** Rules that stop stations of city bikes from being published. */
class StationRulesTest extends RulesetContract {

  StationRulesTest() {
    super(
        "stations.dqdl",
        """
        cast(370 + i AS string) AS station_id, true AS is_installed, true AS is_renting,
        true AS is_returning, now() - interval 5 minutes AS last_reported,
        3 AS num_vehicles_available, 3 AS num_bikes_available, 14 AS num_docks_available,
        array(
          named_struct('vehicle_type_id', 'bike', 'count', 2),
          named_struct('vehicle_type_id', 'ebike', 'count', 1)) AS vehicle_types_available
        """,
        """
        station_id = '372'                                     | IsPrimaryKey "station_id"
        station_id = cast(NULL AS string)                      | IsPrimaryKey "station_id" & ColumnValues "station_id" matches
        station_id = 'YOS:Station:371'                         | ColumnValues "station_id" matches
        station_id = ''                                        | ColumnValues "station_id" matches
        num_bikes_available = -1; vehicle_types_available = NULL | ColumnValues "num_bikes_available" between
        num_bikes_available = 3000; vehicle_types_available = NULL | ColumnValues "num_bikes_available" between
        num_docks_available = -1                               | ColumnValues "num_docks_available" between
        num_docks_available = 14000                            | ColumnValues "num_docks_available" between
        last_reported = timestamp'1970-01-21 08:00'            | ColumnValues "last_reported" >
        last_reported = timestamp'2999-01-01'                  | ColumnValues "last_reported" <
        num_bikes_available = 4                                | aggregate(vehicle_types_available
        vehicle_types_available = array()                      | aggregate(vehicle_types_available
        """);
  }

  @Override
  List<String> leftOut() {
    return List.of("num_vehicles_available", "vehicle_types_available");
  }
}
