package dev.firn.fetch;

import static dev.firn.fetch.FetchScene.source;
import static dev.firn.fetch.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.sun.net.httpserver.Headers;
import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.contract.OtherHost;
import dev.firn.contract.Pagination;
import dev.firn.contract.SecretReference;
import dev.firn.contract.SecretReference.Store;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {

  private static final SecretReference TOKEN = new SecretReference(Store.ENV, "TOKEN", null);

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void isFollowedOnTheSameHost(int status) throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(to(status, "../v2/feed?a=1#top"), reply(200, "[]"))) {
      Answer answer = new FetchScene(scratch).fetch(source(server.at("/v1/feed")));

      assertThat(server.asked).containsExactly("GET /v1/feed", "GET /v2/feed?a=1");
      assertThat(answer.uri()).isEqualTo(server.at("/v1/feed"));
      assertThat(answer.body()).hasContent("[]");
      assertThat(answer.failedAttempts()).isEmpty();
    }
  }

  @Test
  void takesCredentialsAndConditionsAlongOnTheSameHost() throws IOException {
    try (ScriptedServer server = new ScriptedServer(to(302, "/v2"), reply(304, ""))) {
      new FetchScene(scratch)
          .fetch(source(server.at("/"), new Auth.Bearer(TOKEN)), new Validators("\"1\"", null));

      assertThat(server.requests.get(1))
          .containsEntry("Authorization", List.of("Bearer t0ken-of-ours"))
          .containsEntry("If-none-match", List.of("\"1\""));
    }
  }

  @Test
  void isFollowedToADeclaredHostWithoutCredentials() throws IOException {
    try (ScriptedServer files = new ScriptedServer(reply(200, "[1]"));
        ScriptedServer server = new ScriptedServer(to(302, files.at("/x?sig=abcdef")))) {
      FetchScene scene = new FetchScene(scratch);
      Answer header = scene.fetch(leading(server, new Auth.Bearer(TOKEN), host(files, false)));
      Answer query = scene.fetch(leading(server, new Auth.Query("k", TOKEN), host(files, false)));

      assertThat(header.body()).hasContent("[1]");
      assertThat(query.uri()).isEqualTo(server.at("/feed"));
      assertThat(server.asked).containsExactly("GET /feed", "GET /feed?k=t0ken-of-ours");
      assertThat(files.asked).containsOnly("GET /x?sig=abcdef");
      assertThat(files.requests)
          .hasSize(2)
          .noneMatch(headers -> headers.containsKey("Authorization"));
    }
  }

  @Test
  void takesCredentialsAlongToAHostDeclaredForThem() throws IOException {
    try (ScriptedServer other = new ScriptedServer(reply(200, "[1]"));
        ScriptedServer server = new ScriptedServer(to(307, other.at("/x")))) {
      new FetchScene(scratch).fetch(leading(server, new Auth.Bearer(TOKEN), host(other, true)));

      assertThat(other.requests.get(0))
          .containsEntry("Authorization", List.of("Bearer t0ken-of-ours"));
    }
  }

  @Test
  void isNotFollowedWithOurCredentialsInTheAddress() throws IOException {
    try (ScriptedServer files = new ScriptedServer(reply(200, "[1]"));
        ScriptedServer server = new ScriptedServer(to(302, files.at("/x?k=t0ken-of-ours")))) {
      FirnException failure =
          new FetchScene(scratch)
              .failure(leading(server, new Auth.Query("k", TOKEN), host(files, false)));

      assertThat(failure)
          .hasMessageEndingWith(
              "302 Found, pointing to %s, which would be told the credentials of server usgs"
                  .formatted(files.at("/x?k=***")));
      assertThat(failure.next())
          .contains(
              "if that is right, write {host: %s, credentials: true} in firn.hosts in the contract"
                  .formatted(files.at("").getAuthority()));
      assertThat(files.requests).isEmpty();
    }
  }

  @Test
  void isAskedForAnewWithTheNextAttempt() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(to(302, "/a"), reply(503, "later"), to(302, "/b"), reply(200, "[]"))) {
      Answer answer = new FetchScene(scratch).fetch(source(server.at("/")));

      assertThat(server.asked).containsExactly("GET /", "GET /a", "GET /", "GET /b");
      assertThat(answer.failedAttempts())
          .singleElement()
          .asString()
          .startsWith(
              "503 Service Unavailable (at %s, where redirects led), waited 0."
                  .formatted(server.at("/a")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://files.example.org/x | , which is not https",
        "ftp://files.example.org/x | , which is not https",
        "https://me:pw@files.example.org/x | , with a user before the host",
        "https://metadata.example.org/x | , which is at 169.254.169.254, on this machine's own link",
        "https://metadata6.example.org/x | , which is at fd00:ec2:0:0:0:0:0:254, on this machine's own link",
        "https://intranet.example.org/x | , which is at 10.1.2.3, on a private network",
      })
  void isNotFollowed(String to, String why) throws IOException {
    try (ScriptedServer server = new ScriptedServer(to(302, to))) {
      FirnException failure =
          new FetchScene(scratch)
              .failure(
                  leading(server, Auth.NONE, new OtherHost(URI.create(to).getHost(), -1, true)));

      assertThat(failure.fault()).isEqualTo(Fault.THIRD_PARTY);
      assertThat(failure)
          .hasMessageEndingWith("302 Found, pointing to " + to.replace("me:pw", "***") + why);
      assertThat(failure.next()).contains("tell who runs the API; no contract can allow it");
    }
  }

  @Test
  void isNotFollowedFromTheInternetToThisMachine() {
    Destinations destinations =
        new Destinations(
            new ApiSource(
                "usgs",
                URI.create("https://files.example.org/x"),
                Auth.NONE,
                Pagination.NONE,
                true,
                FetchScene.LIMITS,
                List.of(new OtherHost("here.example.org", -1, false)),
                null,
                Map.of(),
                false),
            Access.lasting(Credentials.NONE),
            FetchScene::resolve);

    assertThat(destinations.objection(URI.create("https://here.example.org/y")))
        .map(Destinations.Objection::why)
        .contains(", which is at 127.0.0.1, on this machine itself");
    assertThat(destinations.objection(URI.create("https://files.example.org:443/y"))).isEmpty();
    assertThat(destinations.objection(URI.create("https://files.example.org:8443/y"))).isPresent();
    assertThat(destinations.objection(URI.create("http://files.example.org/y"))).isPresent();
  }

  @Test
  void isNotFollowedInCircles() throws IOException {
    try (ScriptedServer server = new ScriptedServer(to(302, "/a"), to(302, "/"))) {
      FirnException failure = new FetchScene(scratch).failure(source(server.at("/")));

      assertThat(failure)
          .hasMessageEndingWith(
              "302 Found, pointing to %s, which was asked before (at %s, where redirects led)"
                  .formatted(server.at("/"), server.at("/a")));
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void isNotFollowedForEver() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            to(302, "/1"),
            to(302, "/2"),
            to(302, "/3"),
            to(302, "/4"),
            to(302, "/5"),
            to(302, "/6"))) {
      assertThat(new FetchScene(scratch).failure(source(server.at("/0"))))
          .hasMessageContaining(", after 5 other redirects (at ");
      assertThat(server.requests).hasSize(6);
    }
  }

  @ParameterizedTest
  @CsvSource({"300,status 300", "305,status 305"})
  void isNotWhatOtherStatusesAre(int status, String name) throws IOException {
    try (ScriptedServer server = new ScriptedServer(to(status, "/a"))) {
      assertThat(new FetchScene(scratch).failure(source(server.at("/"))))
          .hasMessageEndingWith(name + ", pointing to " + server.at("/a"));
    }
  }

  @Test
  void isNotFollowedFromATokenEndpoint() throws IOException {
    try (ScriptedServer server = new ScriptedServer(to(307, "/token2"))) {
      Auth auth = new Auth.ClientCredentials(server.at("/token"), "firn", TOKEN, null);

      assertThat(new FetchScene(scratch).failure(source(server.at("/"), auth)))
          .hasMessageEndingWith("307 Temporary Redirect, pointing to " + server.at("/token2"));
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void leavesALinkToBeFollowedFromWhereItLed() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            to(302, "/v2/rows"),
            reply(200, "{\"rows\": [1], \"next\": \"?page=2\"}"),
            reply(200, "{\"rows\": [2]}"))) {
      new FetchScene(scratch)
          .pages(
              new ApiSource(
                  "usgs",
                  server.at("/rows"),
                  Auth.NONE,
                  new Pagination.NextLink(JsonPointer.compile("/next")),
                  false,
                  FetchScene.LIMITS),
              Validators.NONE);

      assertThat(server.asked).containsExactly("GET /rows", "GET /v2/rows", "GET /v2/rows?page=2");
    }
  }

  @Test
  void linksLeadToDeclaredHostsWithoutCredentials() throws IOException {
    try (ScriptedServer files = new ScriptedServer(reply(200, "{\"rows\": [2]}"));
        ScriptedServer server =
            new ScriptedServer(
                reply(200, "{\"rows\": [1], \"next\": \"%s\"}".formatted(files.at("/2"))))) {
      ApiSource source =
          new ApiSource(
              "usgs",
              server.at("/rows"),
              new Auth.Bearer(TOKEN),
              new Pagination.NextLink(JsonPointer.compile("/next")),
              false,
              FetchScene.LIMITS,
              List.of(host(files, false)),
              null,
              Map.of(),
              false);

      assertThat(new FetchScene(scratch).pages(source, Validators.NONE)).hasSize(2);
      assertThat(files.requests).map(Headers::keySet).noneMatch(k -> k.contains("Authorization"));
    }
  }

  private static ApiSource leading(ScriptedServer server, Auth auth, OtherHost to) {
    return new ApiSource(
        "usgs",
        server.at("/feed"),
        auth,
        Pagination.NONE,
        true,
        FetchScene.LIMITS,
        List.of(to),
        null,
        Map.of(),
        false);
  }

  private static OtherHost host(ScriptedServer server, boolean credentials) {
    URI address = server.at("/");
    return new OtherHost(address.getHost(), address.getPort(), credentials);
  }

  private static ScriptedServer.Reply to(int status, Object location) {
    return reply(status, Map.of("Location", location.toString()), "");
  }
}
