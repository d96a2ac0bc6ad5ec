package dev.firn.land;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.raw.Batch;
import dev.firn.raw.Batch.Kind;
import dev.firn.raw.Batch.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableBatchTest {

  @TempDir private Path folder;
  private LandingScene scene;

  @BeforeEach
  void open() {
    scene =
        new LandingScene(
            folder,
            LandingScene.table("quakes", "/data", List.of()),
            LandingScene.table("areas", "/areas", List.of()));
  }

  @Test
  void landsNothing() throws IOException {
    Batch batch = scene.land("", "\"1\"");

    assertThat(batch.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(batch.unreadable()).isEqualTo(new Unreadable("the body is empty", 1, 1, 0, 1));
    assertThat(batch.scans()).isEmpty();
  }

  @Test
  void landsATruncatedBody() throws IOException {
    Batch batch = scene.land("{\"areas\":[],\n\"data\":[{\"id\":\"a\"},{\"i", "\"1\"");

    assertThat(batch.unreadable())
        .isEqualTo(new Unreadable("Unexpected end-of-input in field name", 2, 23, 35, 1));
  }

  @Test
  void landsBytesThatAreNoText() throws IOException {
    Batch batch = scene.land("\0{\0\0\0}\0\0", "\"1\"");

    assertThat(batch.unreadable())
        .isEqualTo(new Unreadable("Unsupported UCS-4 endianness (3412) detected", 0, 0, -1, 1));
  }

  @Test
  void landsABodyThatOneTableCannotRead() throws IOException {
    Batch batch = scene.land("{\"data\":[{\"id\":\"a\"}]}", "\"1\"");

    assertThat(batch.unreadable())
        .isEqualTo(
            new Unreadable(
                "expected an array of records at /areas, found nothing there", 1, 21, 20, 1));
    assertThat(batch.scans()).isEmpty();
  }

  @Test
  void keepsTheExactBody() throws IOException {
    Batch batch = scene.land("<html>", "\"1\"");

    assertThat(scene.log.store().read(batch.pages().get(0).body()))
        .asString(UTF_8)
        .isEqualTo("<html>");
  }

  @Test
  void isNeverWhatABatchRepeats() throws IOException {
    scene.land("<html>", "\"1\"");

    Batch again = scene.land("<html>", "\"1\"");

    assertThat(again).returns(Kind.UNREADABLE, Batch::kind).returns(null, Batch::sameAs);
    assertThat(scene.bodies()).hasSize(2);
  }

  @Test
  void turnsReadableWithTheRightContract() throws IOException {
    String body = "{\"data\":[{\"id\":\"a\"}]}";
    scene.land(body, "\"1\"");

    Batch batch =
        scene
            .landing(LandingScene.table(List.of()))
            .land("later", List.of(scene.answer(body, "\"1\"")), Condition.NONE);

    assertThat(batch).returns(Kind.CONTENT, Batch::kind).returns(2L, Batch::seq);
  }
}
