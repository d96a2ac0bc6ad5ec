package dev.firn.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.engine.EngineProvider;
import dev.firn.job.Job;
import dev.firn.job.JobFailedException;
import dev.firn.project.ProjectFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code firn fetch} as an AWS Lambda: fetches and lands, and tells which tables have something to
 * merge, so that no Spark starts where there is nothing.
 *
 * <p>The lake and the project are in the environment variables that the command line knows. The
 * project is copied once for all calls of a process, so its address has to change with it.
 */
public final class FetchHandler implements RequestStreamHandler {

  private static final String PROJECT = "FIRN_PROJECT";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;
  private final PrintStream log;

  public FetchHandler() {
    this(System.getenv(), System.out);
  }

  /**
   * @param log what the command says goes there
   */
  FetchHandler(Map<String, String> environment, PrintStream log) {
    this.log = log;
    this.environment = new HashMap<>(environment);
    this.environment.computeIfPresent(
        PROJECT, (name, address) -> ProjectFolder.of(address).toString());
  }

  /**
   * @param tables whose feeds to fetch; all when empty
   */
  record Request(@JsonProperty("tables") List<String> tables) {

    Request {
      tables = tables == null ? List.of() : List.copyOf(tables);
    }
  }

  /**
   * @param due tables that have something to merge
   * @param failure of the feeds that brought nothing; begins with a token like {@link
   *     JobFailedException}'s messages; null when there was none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Response(@JsonProperty("due") List<String> due, @JsonProperty("failure") String failure) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Fetched(
      @JsonProperty("due") List<String> due,
      @JsonProperty("errors") List<Failure> errors,
      @JsonProperty("batches") List<Batch> batches,
      @JsonProperty("error") Failure error) {

    /** What went wrong, of all feeds. */
    String why() {
      List<String> reasons = new ArrayList<>();
      if (error != null) {
        reasons.add(error.toString());
      }
      if (errors != null) {
        errors.forEach(one -> reasons.add(one.toString()));
      }
      if (batches != null) {
        batches.stream()
            .filter(batch -> batch.unreadable != null)
            .forEach(batch -> reasons.add(batch.toString()));
      }
      return reasons.stream().collect(Collectors.joining("\n"));
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Failure(
      @JsonProperty("message") String message, @JsonProperty("next") String next) {

    @Override
    public String toString() {
      return next == null ? message : message + "; next: " + next;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Batch(
      @JsonProperty("feed") String feed,
      @JsonProperty("seq") long seq,
      @JsonProperty("unreadable") String unreadable) {

    @Override
    public String toString() {
      return "%s: batch %d: %s".formatted(feed, seq, unreadable);
    }
  }

  /**
   * @throws JobFailedException if something failed and there is nothing to merge either
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JSON.writeValue(output, fetch(JSON.readValue(input, Request.class)));
  }

  private Response fetch(Request request) throws IOException {
    List<String> command = new ArrayList<>(List.of("fetch", "--output", "json"));
    command.addAll(request.tables());
    Job.Ended ended =
        new Job(lake -> EngineProvider.installed().open(lake), environment, log, log)
            .run(command.toArray(String[]::new));
    Fetched fetched = JSON.readValue(ended.printed(), Fetched.class);
    if (ended.exitCode() == 0) {
      return new Response(fetched.due(), null);
    }
    JobFailedException failure = JobFailedException.of(ended.exitCode(), fetched.why());
    if (fetched.due() == null || fetched.due().isEmpty()) {
      throw failure;
    }
    return new Response(fetched.due(), failure.getMessage());
  }
}
