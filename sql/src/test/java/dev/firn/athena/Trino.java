package dev.firn.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airlift.units.DataSize;
import io.airlift.units.Duration;
import io.trino.client.ClientSession;
import io.trino.client.Column;
import io.trino.client.QueryError;
import io.trino.client.StatementClient;
import io.trino.client.StatementClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A Trino server, asked as its own clients ask it. */
final class Trino {

  /** As Athena calls the Glue Data Catalog. */
  static final String CATALOG = "awsdatacatalog";

  private static final String USER = "reader";

  private final OkHttpClient http =
      new OkHttpClient.Builder().readTimeout(60, TimeUnit.SECONDS).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI server;
  private final String database;

  Trino(URI server, String database) {
    this.server = server;
    this.database = database;
  }

  /** A query that Trino refuses, or that fails. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String sql, QueryError error) {
      super("%s: %s%n%s".formatted(error.getErrorName(), error.getMessage(), sql));
    }
  }

  Answer ask(String sql) {
    return ask(sql, Map.of()).answer();
  }

  /**
   * A prepared statement, if there are values.
   *
   * @param values literals in SQL, one for each question mark
   */
  Measured measured(String sql, String... values) {
    return values.length == 0
        ? ask(sql, Map.of())
        : ask("EXECUTE prepared USING " + String.join(", ", values), Map.of("prepared", sql));
  }

  /**
   * @param files splits, of which each small file is one; where there is none to open, Trino makes
   *     one of nothing
   * @param bytes read from them
   */
  record Measured(Answer answer, long files, long bytes) {}

  private Measured ask(String sql, Map<String, String> prepared) {
    ClientSession session =
        ClientSession.builder()
            .server(server)
            .user(Optional.of(USER))
            .principal(Optional.empty())
            .source("firn-tests")
            .catalog(CATALOG)
            .schema(database)
            .timeZone(ZoneId.of("UTC"))
            .locale(Locale.ROOT)
            .preparedStatements(prepared)
            .clientRequestTimeout(new Duration(1, TimeUnit.MINUTES))
            .build();
    List<Column> columns = List.of();
    List<List<Object>> rows = new ArrayList<>();
    try (StatementClient client = StatementClientFactory.newStatementClient(http, session, sql)) {
      while (client.isRunning()) {
        if (client.currentStatusInfo().getColumns() != null) {
          columns = client.currentStatusInfo().getColumns();
        }
        if (client.currentData().getData() != null) {
          client.currentData().getData().forEach(rows::add);
        }
        client.advance();
      }
      if (client.finalStatusInfo().getError() != null) {
        throw new RefusedException(sql, client.finalStatusInfo().getError());
      }
      return measured(
          client.finalStatusInfo().getId(),
          new Answer(
              columns.stream().map(Column::getName).toList(),
              columns.stream().map(Column::getType).toList(),
              rows));
    }
  }

  private Measured measured(String queryId, Answer answer) {
    Request request =
        new Request.Builder()
            .url(server.resolve("/v1/query/" + queryId).toString())
            .header("X-Trino-User", USER)
            .build();
    try (Response response = http.newCall(request).execute()) {
      long files = 0;
      long bytes = 0;
      JsonNode stats = json.readTree(response.body().byteStream()).get("queryStats");
      for (JsonNode operator : stats.get("operatorSummaries")) {
        if (operator.get("operatorType").textValue().matches("(TableScan|ScanFilter).*")) {
          files += operator.get("totalDrivers").longValue();
          bytes += DataSize.valueOf(operator.get("physicalInputDataSize").textValue()).toBytes();
        }
      }
      return new Measured(answer, files, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
