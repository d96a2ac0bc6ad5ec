package dev.firn.fetch;

import static dev.firn.fetch.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.contract.Pagination;
import dev.firn.contract.SecretReference;
import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.secret.SecretReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

  private static final JsonPointer NEXT = JsonPointer.compile("/next");

  private static final JsonPointer ID = JsonPointer.compile("/id");
  private static final JsonPointer MORE = JsonPointer.compile("/more");
  private static final Pagination.End OF_TOTAL =
      new Pagination.End(0, null, JsonPointer.compile("/total"));

  @TempDir private Path scratch;

  @Test
  void followsAddressesToTheEnd() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"next\": \"/feed?after=1\"}"),
            reply(200, "{\"rows\": [2], \"next\": \"?after=2\"}"),
            reply(200, "{\"rows\": [3], \"next\": null}"))) {
      List<Answer> pages = fetch(server.at("/feed"), new Pagination.NextLink(NEXT));

      assertThat(server.asked)
          .containsExactly("GET /feed", "GET /feed?after=1", "GET /feed?after=2");
      assertThat(pages)
          .extracting(page -> page.uri().getQuery())
          .containsExactly(null, "after=1", "after=2");
    }
  }

  @Test
  void followsLinkHeadersToTheEnd() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            linked("</feed?ids=1,2&k=s3cret-key>; rel=\"next\", </feed>; rel=last"),
            reply(
                200,
                Map.of("Link", "</feed>; rel=\"first prev\"|<?page=3>; rel=next"),
                "{\"rows\": [2]}"),
            linked("</feed>; rel=\"first\"; title=\"a, b; c\""))) {
      List<Answer> pages = fetch(server.at("/feed"), new Pagination.LinkHeader());

      assertThat(server.asked)
          .containsExactly("GET /feed", "GET /feed?ids=1,2&k=s3cret-key", "GET /feed?page=3");
      assertThat(pages).hasSize(3);
    }
  }

  @Test
  void endsWithoutALinkHeader() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "{\"rows\": [1]}"))) {
      assertThat(fetch(server.at("/feed"), new Pagination.LinkHeader())).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</feed?q={a}>; rel=next",
        "</feed?page=2>; REL=\"next\"",
        "</feed?page=2>; title*=UTF-8''%e2%82%ac; rel=next",
      })
  void losesNoPageToALinkThatItCannotRead(String link) throws IOException {
    try (ScriptedServer server = new ScriptedServer(linked(link))) {
      FirnException failure = failure(server.at("/feed"), new Pagination.LinkHeader());

      assertThat(failure)
          .hasMessage(
              server.at("/feed")
                  + " has a page 1 whose Link header has a next link that cannot be read");
      assertThat(failure.next())
          .contains("tell who runs the API: RFC 8288 has <address>; rel=\"next\"");
    }
  }

  @Test
  void takesNoNextForANextLinkThatIsNone() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(linked("</next/feed>; rel=\"prev\"; title=\"next to last\""))) {
      assertThat(fetch(server.at("/feed"), new Pagination.LinkHeader())).hasSize(1);
    }
  }

  private static ScriptedServer.Reply linked(String link) {
    return reply(200, Map.of("Link", link), "{\"rows\": [\"%s\"]}".formatted(link.hashCode()));
  }

  @Test
  void sendsTheCursorBack() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"next\": \"a b&c\"}"),
            reply(200, "{\"rows\": [2], \"next\": 17}"),
            reply(200, "{\"rows\": [3], \"next\": \"\"}"))) {
      fetch(server.at("/feed?size=1"), new Pagination.Cursor(NEXT, "cursor"));

      assertThat(server.asked)
          .containsExactly(
              "GET /feed?size=1", "GET /feed?size=1&cursor=a+b%26c", "GET /feed?size=1&cursor=17");
    }
  }

  @Test
  void numbersPagesUntilOneIsEmpty() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1]}"),
            reply(200, "{\"rows\": [2]}"),
            reply(200, "{\"rows\": []}"))) {
      assertThat(
              fetch(
                  server.at("/feed?page=7"),
                  new Pagination.PageNumber("page", 0, Pagination.End.NO_RECORDS)))
          .hasSize(3);

      assertThat(server.asked)
          .containsExactly("GET /feed?page=0", "GET /feed?page=1", "GET /feed?page=2");
    }
  }

  @Test
  void knowsTheLastPageByItsSize() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(200, "{\"rows\": [1, 2]}"), reply(200, "{\"rows\": [3]}"))) {
      assertThat(
              fetch(
                  server.at("/feed"), new Pagination.Offset("skip", Pagination.End.shorterThan(2))))
          .hasSize(2);

      assertThat(server.asked).containsExactly("GET /feed?skip=0", "GET /feed?skip=2");
    }
  }

  @Test
  void goesOnFromTheLastRecordWhileTheAnswerSaysSo() throws IOException {
    Pagination pagination = new Pagination.LastRecord(ID, "starting_after", MORE);
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [{\"id\": \"b\"}, {\"id\": \"a/1\"}], \"more\": true}"),
            reply(200, "{\"rows\": [{\"id\": 7}], \"more\": false}"))) {
      assertThat(fetch(server.at("/feed?limit=2"), pagination)).hasSize(2);

      assertThat(server.asked)
          .containsExactly("GET /feed?limit=2", "GET /feed?limit=2&starting_after=a%2F1");
    }
    try (ScriptedServer server =
        new ScriptedServer(reply(200, "{\"rows\": [{\"id\": null}], \"more\": true}"))) {
      assertThat(failure(server.at("/feed"), pagination))
          .hasMessage(server.at("/feed") + " has a page 1 whose last record has no value at /id");
    }
  }

  @Test
  void goesOnFromTheLastRecordUntilThereIsNone() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(200, "{\"rows\": [{\"id\": 3}]}"), reply(200, "{\"rows\": []}"))) {
      assertThat(fetch(server.at("/feed"), new Pagination.LastRecord(ID, "after", null)))
          .hasSize(2);

      assertThat(server.asked).containsExactly("GET /feed", "GET /feed?after=3");
    }
  }

  @Test
  void sendsNoCursorBackThatTheAnswerSaysLeadsNowhere() throws IOException {
    Pagination pagination = new Pagination.Cursor(NEXT, "cursor", MORE);
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"next\": \"a\", \"more\": true}"),
            reply(200, "{\"rows\": [2], \"next\": \"b\", \"more\": false}"))) {
      assertThat(fetch(server.at("/feed"), pagination)).hasSize(2);
    }
    try (ScriptedServer server =
        new ScriptedServer(reply(200, "{\"rows\": [1], \"next\": \"a\", \"more\": \"no\"}"))) {
      assertThat(failure(server.at("/feed"), pagination))
          .hasMessage(
              server.at("/feed") + " has a page 1 that says neither true nor false at /more");
    }
  }

  @Test
  void asksForAsManyPagesAsTheAnswerSaysThereAre() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"total\": 2}"),
            reply(200, "{\"rows\": [2], \"total\": \"2\"}"),
            reply(404, "{}"))) {
      assertThat(fetch(server.at("/feed"), new Pagination.PageNumber("page", 0, OF_TOTAL)))
          .hasSize(2);
    }
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1, 2], \"total\": 3}"),
            reply(200, "{\"rows\": [3], \"total\": 3}"))) {
      assertThat(fetch(server.at("/feed"), new Pagination.Offset("skip", OF_TOTAL))).hasSize(2);
    }
    try (ScriptedServer server = new ScriptedServer(reply(200, "{\"rows\": [1]}"))) {
      assertThat(failure(server.at("/feed"), new Pagination.Offset("skip", OF_TOTAL)))
          .hasMessage(server.at("/feed") + " has a page 1 without a whole number at /total");
    }
  }

  @Test
  void asksForPagesWhileTheAnswerSaysThatThereAreMore() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"more\": true}"),
            reply(200, "{\"rows\": [], \"more\": true}"),
            reply(200, "{\"rows\": [3]}"))) {
      Pagination.End end = new Pagination.End(0, MORE, null);
      assertThat(fetch(server.at("/feed"), new Pagination.PageNumber("page", 1, end))).hasSize(3);
    }
  }

  @Test
  void takesALinkAsItIsMeant() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"next\": \" /feed?q=a b|{é}%20%&p=%5B\"}"),
            reply(200, "{\"rows\": [2]}"))) {
      fetch(server.at("/feed"), new Pagination.NextLink(NEXT));

      assertThat(server.asked.get(1)).isEqualTo("GET /feed?q=a%20b%7C%7B%C3%A9%7D%20%25&p=%5B");
    }
  }

  @Test
  void endsAtAPageThatCannotBeRead() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(200, "{\"rows\": [1]}"), reply(200, "<html>"))) {
      assertThat(
              fetch(
                  server.at("/feed"),
                  new Pagination.PageNumber("page", 1, Pagination.End.NO_RECORDS)))
          .hasSize(2);
    }
  }

  @Test
  void goesOnWhileAnyTableHasRecords() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [], \"notes\": [1, 2]}"),
            reply(200, "{\"rows\": [3], \"notes\": [4, 5]}"),
            reply(200, "{\"rows\": [], \"notes\": []}"))) {
      assertThat(
              fetch(
                  server.at("/feed"),
                  new Pagination.Offset("skip", Pagination.End.NO_RECORDS),
                  Auth.NONE,
                  List.of(Rows.TABLE, Rows.table("notes"))))
          .hasSize(3);
      assertThat(server.asked)
          .containsExactly("GET /feed?skip=0", "GET /feed?skip=2", "GET /feed?skip=4");
    }
  }

  @Test
  void noticesAPageThatRepeatsTheOneBefore() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "{\"rows\": [1]}"))) {
      assertThat(
              failure(
                  server.at("/feed"),
                  new Pagination.PageNumber("page", 1, Pagination.End.NO_RECORDS)))
          .hasMessage(server.at("/feed") + " goes round in circles: page 2 is page 1 once more");
    }
  }

  @Test
  void noticesALinkBack() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"next\": \"/feed?after=1\"}"),
            reply(200, "{\"rows\": [2], \"next\": \"/feed\"}"))) {
      assertThat(failure(server.at("/feed"), new Pagination.NextLink(NEXT)))
          .hasMessage(
              server.at("/feed")
                  + " goes round in circles: page 2 leads to an address that was asked before");
    }
  }

  @Test
  void followsNoLinkElsewhere() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"next\": \"https://elsewhere.example/rows\"}"))) {
      FirnException failure = failure(server.at("/feed"), new Pagination.NextLink(NEXT));

      assertThat(failure)
          .hasMessage(
              server.at("/feed") + " has a page 1 that leads to another host, elsewhere.example");
      assertThat(failure.next())
          .contains(
              "if that is right, write firn.hosts: [elsewhere.example] at server api"
                  + " in the contract");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "mailto:api@example.org", "http://"})
  void followsNoLinkThatIsNoAddress(String link) throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(200, "{\"rows\": [1], \"next\": \"%s\"}".formatted(link)))) {
      assertThat(failure(server.at("/feed"), new Pagination.NextLink(NEXT)))
          .hasMessage(server.at("/feed") + " has a page 1 that leads to no address");
    }
  }

  @Test
  void stopsWhereTheContractDoes() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1]}"),
            reply(200, "{\"rows\": [2]}"),
            reply(200, "{\"rows\": [3]}"),
            reply(200, "{\"rows\": [4]}"))) {
      assertThat(
              failure(
                  server.at("/feed"),
                  new Pagination.PageNumber("page", 1, Pagination.End.NO_RECORDS)))
          .hasMessage(server.at("/feed") + " has more than 3 pages");
    }
  }

  @Test
  void aCredentialInALinkIsSentOnceAndNotStored() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"rows\": [1], \"next\": \"/feed?k=s3cret-key&after=1\"}"),
            reply(200, "{\"rows\": [2]}"))) {
      Auth auth = new Auth.Query("k", new SecretReference(SecretReference.Store.ENV, "KEY", null));
      List<Answer> pages = fetch(server.at("/feed"), new Pagination.NextLink(NEXT), auth);

      assertThat(server.asked)
          .containsExactly("GET /feed?k=s3cret-key", "GET /feed?after=1&k=s3cret-key");
      assertThat(pages.get(1).uri()).isEqualTo(server.at("/feed?k=***&after=1"));
    }
  }

  private List<Answer> fetch(URI location, Pagination pagination) {
    return fetch(location, pagination, Auth.NONE);
  }

  private List<Answer> fetch(URI location, Pagination pagination, Auth auth) {
    return fetch(location, pagination, auth, List.of(Rows.TABLE));
  }

  private List<Answer> fetch(
      URI location, Pagination pagination, Auth auth, List<TableContract> tables) {
    ApiSource.Limits limits =
        new ApiSource.Limits(1000, Duration.ofSeconds(10), 1, Duration.ofMinutes(1), 3);
    return new HttpFetcher(
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
            new FakeTime(),
            "1.2.3",
            new SecretReader(Map.of("KEY", "s3cret-key")),
            Resolver.SYSTEM)
        .fetch(
            new ApiSource("api", location, auth, pagination, true, limits),
            tables,
            Validators.NONE,
            PageMemory.NONE,
            scratch,
            FetchListener.NONE);
  }

  private FirnException failure(URI location, Pagination pagination) {
    FirnException failure =
        catchThrowableOfType(FirnException.class, () -> fetch(location, pagination));
    assertThat(failure.fault()).isEqualTo(Fault.THIRD_PARTY);
    return failure;
  }
}
