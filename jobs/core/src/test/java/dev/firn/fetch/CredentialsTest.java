package dev.firn.fetch;

import static dev.firn.fetch.FetchScene.source;
import static dev.firn.fetch.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.contract.Pagination;
import dev.firn.contract.SecretReference;
import dev.firn.contract.SecretReference.Store;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

  private static final SecretReference TOKEN = env("TOKEN");
  private static final SecretReference PASSWORD = env("PASSWORD");

  @TempDir private Path scratch;

  private static SecretReference env(String name) {
    return new SecretReference(Store.ENV, name, null);
  }

  @Test
  void bearer() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "[]"))) {
      scene().fetch(source(server.at("/"), new Auth.Bearer(TOKEN)));

      assertThat(server.requests.get(0).getFirst("Authorization"))
          .isEqualTo("Bearer t0ken-of-ours");
    }
  }

  @Test
  void basic() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "[]"))) {
      scene().fetch(source(server.at("/"), new Auth.Basic("Ünal", PASSWORD)));

      // printf 'Ünal:pass word&more' | base64
      assertThat(server.requests.get(0).getFirst("Authorization"))
          .isEqualTo("Basic w5xuYWw6cGFzcyB3b3JkJm1vcmU=");
    }
  }

  @Test
  void header() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "[]"))) {
      scene().fetch(source(server.at("/"), new Auth.Header("X-Api-Key", TOKEN)));

      assertThat(server.requests.get(0).getFirst("X-Api-Key")).isEqualTo("t0ken-of-ours");
    }
  }

  @Test
  void queryIsSentAndNotStored() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "[]"))) {
      Answer answer =
          scene().fetch(source(server.at("/feed?limit=5"), new Auth.Query("a key", PASSWORD)));

      assertThat(server.asked).containsExactly("GET /feed?limit=5&a+key=pass+word%26more");
      assertThat(answer.uri()).isEqualTo(server.at("/feed?limit=5"));
    }
  }

  @Test
  void aTokenIsAskedForFirst() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"token_type\": \"Bearer\", \"access_token\": \"fresh-token\"}"),
            reply(200, "[]"))) {
      FetchScene scene = scene();
      Answer answer = scene.fetch(source(server.at("/feed"), client(server, "read all")));

      assertThat(server.asked)
          .containsExactly("POST /token grant_type=client_credentials&scope=read+all", "GET /feed");
      // printf 'firn:pass+word%26more' | base64
      assertThat(server.requests.get(0).getFirst("Authorization"))
          .isEqualTo("Basic ZmlybjpwYXNzK3dvcmQlMjZtb3Jl");
      assertThat(server.requests.get(1).getFirst("Authorization")).isEqualTo("Bearer fresh-token");
      assertThat(scene.leftovers()).containsExactly(answer.body());
    }
  }

  @Test
  void saysWhatIsWrongWithAToken() throws IOException {
    assertThat(failure("<html>"))
        .hasMessageEndingWith("/token gave no token: its answer is not JSON");
    assertThat(failure("{\"access_token\": \"x\"}"))
        .hasMessageEndingWith("token_type is missing, not bearer");
    assertThat(failure("{\"token_type\": \"mac\", \"access_token\": \"x\"}"))
        .hasMessageEndingWith("token_type is mac, not bearer");
    assertThat(failure("{\"token_type\": \"bearer\"}"))
        .hasMessageEndingWith("access_token is missing");
  }

  @Test
  void aTokenThatRunsOutBetweenPagesIsReplaced() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"token_type\": \"bearer\", \"access_token\": \"first-token\"}"),
            reply(200, "{\"rows\": [1]}"),
            reply(401, "expired"),
            reply(200, "{\"token_type\": \"bearer\", \"access_token\": \"other-token\"}"),
            reply(200, "{\"rows\": [2]}"),
            reply(200, "{\"rows\": []}"))) {
      List<Answer> pages = scene().pages(paged(server), Validators.NONE);

      assertThat(server.asked)
          .extracting(request -> request.replaceFirst(" grant_type.*", ""))
          .containsExactly(
              "POST /token",
              "GET /?page=1",
              "GET /?page=2",
              "POST /token",
              "GET /?page=2",
              "GET /?page=3");
      assertThat(server.requests.get(4).getFirst("Authorization")).isEqualTo("Bearer other-token");
      assertThat(pages.get(1).failedAttempts())
          .containsExactly("401 Unauthorized, asked for a new token");
    }
  }

  @Test
  void aTokenThatWasNeverTakenIsNotReplaced() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"token_type\": \"bearer\", \"access_token\": \"first-token\"}"),
            reply(401, "no"))) {
      assertThat(scene().failure(paged(server)))
          .hasMessageEndingWith("401 Unauthorized; it says \"no\"");
      assertThat(server.asked).hasSize(2);
    }
  }

  @Test
  void aTokenIsReplacedOnceAPage() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"token_type\": \"bearer\", \"access_token\": \"first-token\"}"),
            reply(200, "{\"rows\": [1]}"),
            reply(401, "no"),
            reply(200, "{\"token_type\": \"bearer\", \"access_token\": \"other-token\"}"),
            reply(401, "no"))) {
      assertThat(scene().failure(paged(server)))
          .hasMessageEndingWith("401 Unauthorized; it says \"no\"");
      assertThat(server.asked).hasSize(5);
    }
  }

  private static ApiSource paged(ScriptedServer server) {
    return new ApiSource(
        "usgs",
        server.at("/"),
        client(server, null),
        new Pagination.PageNumber("page", 1, Pagination.End.NO_RECORDS),
        true,
        FetchScene.LIMITS);
  }

  private FirnException failure(String answer) throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, answer))) {
      FirnException failure = scene().failure(source(server.at("/"), client(server, null)));
      assertThat(failure.fault()).isEqualTo(Fault.THIRD_PARTY);
      return failure;
    }
  }

  private static Auth client(ScriptedServer server, String scope) {
    return new Auth.ClientCredentials(server.at("/token"), "firn", PASSWORD, scope);
  }

  @Test
  void aRefusalNamesTheSecretsPlaceAndHidesTheSecret() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(401, "bad token t0ken-of-ours for you"))) {
      FirnException failure = scene().failure(source(server.at("/"), new Auth.Bearer(TOKEN)));

      assertThat(failure)
          .hasMessage(
              server.at("/")
                  + " gave no usable answer: 401 Unauthorized; it says \"bad token *** for you\"");
      assertThat(failure.next())
          .contains(
              "check firn.auth of server usgs in the contract, and the secret that it refers to");
    }
  }

  @Test
  void headersAreStoredWithoutASecretThatIsEchoed() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(200, Map.of("Link", "</?k=t0ken-of-ours>; rel=\"next\""), "[]"))) {
      Answer answer = scene().fetch(source(server.at("/"), new Auth.Bearer(TOKEN)));

      assertThat(answer.headers()).containsEntry("link", "</?k=***>; rel=\"next\"");
    }
  }

  @Test
  void warnsOfABodyThatRepeatsTheSecret() throws IOException {
    String filler = "x".repeat(20_000);
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, "{\"a\": \"%s t0ken-of-ours %s\"}".formatted(filler, filler)),
            reply(200, "{\"a\": \"t0ken-of-theirs\"}"))) {
      FetchScene scene = scene();
      ApiSource source =
          new ApiSource(
              "usgs",
              server.at("/"),
              new Auth.Bearer(TOKEN),
              Pagination.NONE,
              false,
              ApiSource.Limits.DEFAULT);

      scene.fetch(source);
      assertThat(scene.told)
          .containsExactly(
              "the answer repeats the credentials of server usgs, and raw keeps answers as they"
                  + " are: tell who runs the API, and change them");
      scene.told.clear();
      scene.fetch(source);
      assertThat(scene.told).isEmpty();
    }
  }

  private FetchScene scene() {
    return new FetchScene(scratch);
  }
}
