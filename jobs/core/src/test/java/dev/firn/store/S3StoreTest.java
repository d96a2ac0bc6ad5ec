package dev.firn.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.testing.EmulatedAws;
import dev.firn.testing.Wire.Fault;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

class S3StoreTest extends WriteOnceStoreContract {

  private final EmulatedAws aws = EmulatedAws.instance();

  @Override
  WriteOnceStore newStore() {
    return new S3Store(URI.create("s3://" + aws.newBucket() + "/some/where"), S3Client::create);
  }

  @AfterEach
  void heal() {
    assertThat(aws.wire().isSpent()).isTrue();
    aws.wire().heal();
  }

  @Test
  void namesItsPlace() {
    assertThat(store.toString()).matches("s3://bucket-\\d+/some/where/");
  }

  @Test
  void keepsToItsPrefix() throws IOException {
    String bucket = aws.newBucket();
    WriteOnceStore one = new S3Store(URI.create("s3://" + bucket + "/one"), S3Client::create);
    WriteOnceStore whole = new S3Store(URI.create("s3://" + bucket), S3Client::create);

    one.create("log/1", new byte[0]);
    whole.create("two/log/1", new byte[0]);

    assertThat(one.list("log/", "")).containsExactly("log/1");
    assertThat(whole.list("one/", "")).containsExactly("one/log/1");
  }

  @Test
  void listsMoreThanAPage() throws IOException {
    List<String> keys = IntStream.range(1000, 2003).mapToObj(number -> "log/" + number).toList();
    for (String key : keys) {
      store.create(key, new byte[0]);
    }

    assertThat(store.list("log/", "")).isEqualTo(keys);
    assertThat(store.list("log/", "log/1001")).isEqualTo(keys.subList(2, keys.size()));
    assertThat(store.list("log/", "", 1001)).isEqualTo(keys.subList(0, 1001));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_REQUEST", "THROTTLED", "UNAVAILABLE"})
  void triesAgain(Fault fault) throws IOException {
    aws.wire().failNext("s3:PUT", fault);
    aws.wire().failNext("s3:GET", fault);
    aws.wire().failNext("s3:LIST", fault);

    assertThat(store.create("log/1", "content".getBytes(UTF_8))).isTrue();

    assertThat(store.read("log/1")).asString(UTF_8).isEqualTo("content");
    assertThat(store.list("log/", "")).containsExactly("log/1");
  }

  @Test
  void takesALostReplyForATakenKey() throws IOException {
    aws.wire().failNext("s3:PUT", Fault.LOST_REPLY);

    boolean created = store.create("log/1", "content".getBytes(UTF_8));

    assertThat(created).isFalse();
    assertThat(store.read("log/1")).asString(UTF_8).isEqualTo("content");
  }

  @Test
  void saysWhatItCouldNotDo() {
    WriteOnceStore nowhere = new S3Store(URI.create("s3://no-such-bucket/x"), S3Client::create);

    assertThatThrownBy(() -> nowhere.create("log/1", new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write s3://no-such-bucket/x/log/1: ")
        .hasMessageContaining("bucket does not exist");
    assertThatThrownBy(() -> nowhere.list("log/", ""))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot list s3://no-such-bucket/x/log/: ");
  }

  @Test
  void refusesAPlaceThatIsNotOnS3() {
    assertThatThrownBy(() -> new S3Store(URI.create("https://bucket/x"), S3Client::create))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not s3://bucket/prefix: https://bucket/x");
  }

  @Nested
  class Racing extends WriteOnceRaceContract {

    @Override
    WriteOnceStore newStore() {
      return S3StoreTest.this.newStore();
    }
  }
}
