package dev.firn.quality;

import java.util.List;

/** Rules that stop counts of counties from being published. */
class CountyVaccinationRulesTest extends RulesetContract {

  CountyVaccinationRulesTest() {
    super(
        "county_vaccinations.dqdl",
        """
        date'2021-07-01' AS day, 'TX ' AS state, printf('%05d', 48000 + i) AS fips,
        52000L AS complete, 51000L AS complete_18plus, 21000L AS complete_65plus,
        48.5BD AS complete_pct, 96.0BD AS completeness_pct
        """,
        """
        fips = '48002'                                  | IsPrimaryKey "day" "state" "fips"
        fips = cast(NULL AS string)                     | ColumnValues "fips" matches
        day = date'1970-01-01'                          | ColumnValues "day" >
        fips = '1001'                                   | ColumnValues "fips" matches
        fips = 'UNKNOWN'                                | ColumnValues "fips" matches
        state = 'Texas'                                 | ColumnValues "state" matches
        state = 'TX'                                    | ColumnValues "state" matches
        complete_pct = 485.0BD                          | ColumnValues "complete_pct" between
        complete_pct = -1.0BD                           | ColumnValues "complete_pct" between
        completeness_pct = 0.9BD                        | ColumnValues "completeness_pct" between
        completeness_pct = 960.0BD                      | ColumnValues "completeness_pct" between
        complete = 21000L                               | complete_18plus > complete
        complete_65plus = 54000L                        | complete_65plus > complete_18plus
        """);
  }

  @Override
  List<String> leftOut() {
    return List.of(
        "complete", "complete_18plus", "complete_65plus", "complete_pct", "completeness_pct");
  }
}
