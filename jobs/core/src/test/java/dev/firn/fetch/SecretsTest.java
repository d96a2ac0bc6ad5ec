package dev.firn.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource({
    "https://host/a?b=1, https://host/a?b=1",
    "https://host:8443/a?b=1#part, https://host:8443/a?b=1",
    "https://me:pw@host/, https://***@host/",
    "https://host/?apiKey=x&day=2, https://host/?apiKey=***&day=2",
    "https://host/?a=1;X-Amz-Signature=x, https://host/?a=1;X-Amz-Signature=***",
    "https://host/?%61ccess_t%6Fken=x, https://host/?%61ccess_t%6Fken=***",
    "https://host/?client_secret=a=b&PASSWORD=%24, https://host/?client_secret=***&PASSWORD=***",
    "https://host/?Authorization=x&flag, https://host/?Authorization=***&flag",
  })
  void masksWhatLooksLikeASecret(URI uri, String shown) {
    assertThat(Secrets.masked(uri)).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "https://me:passed@host/, you are me:passed or passed, you are *** or ***",
    "https://host/?key=a%2Fbc, a/bc and a%2Fbc, *** and ***",
    "https://host/?key=1&day=monday, day 1 is monday, day 1 is monday",
  })
  void hidesItInAnyText(URI uri, String text, String hidden) {
    assertThat(Secrets.in(uri).hide(text)).isEqualTo(hidden);
  }
}
