package dev.firn.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxyTest {

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, http://127.0.0.1:3128, 3128",
    "https_proxy, http://127.0.0.1:3128/, 3128",
    "HTTPS_PROXY, 127.0.0.1:3128, 3128",
    "HTTPS_PROXY, http://127.0.0.1, 80",
  })
  void isTheOneOfTheEnvironment(String name, String value, int port) {
    assertThat(proxy(Map.of(name, value), "https://api.example.org/x").address())
        .hasToString("/127.0.0.1:" + port);
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.org,       true",
    "example.org,           true",
    ".example.org,          true",
    "*.example.org,         true",
    "a.org example.ORG,     true",
    "*,                     true",
    "api.example.org:443,   true",
    "api.example.org:8443,  false",
    "ample.org,             false",
    "other.org,             false",
    "'',                    false",
  })
  void isNotAskedForWhatNoProxyNames(String names, boolean direct) {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://127.0.0.1:3128", "NO_PROXY", names);

    assertThat(proxy(environment, "https://api.example.org/x").type())
        .isEqualTo(direct ? Proxy.Type.DIRECT : Proxy.Type.HTTP);
  }

  @Test
  void isNotForThisMachine() {
    assertThat(proxy(Map.of("HTTPS_PROXY", "http://127.0.0.1:3128"), "http://127.0.0.1:8080/"))
        .isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void isNoneUnlessNamed() {
    assertThat(EnvironmentProxy.of(Map.of("HTTPS_PROXY", " ", "NO_PROXY", "x"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "socks5://proxy:1080",
    "http://pro xy",
    "http://me:s3cr@et:s@proxy:1",
  })
  void isRefusedWhereItCannotBeUsed(String address) {
    assertThatThrownBy(() -> EnvironmentProxy.of(Map.of("HTTPS_PROXY", address)))
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.USAGE);
              assertThat(e.next())
                  .contains(
                      "write http://HOST:PORT, or http://USER:PASSWORD@HOST:PORT with signs such as @ and : percent-encoded");
            })
        .hasMessage("HTTPS_PROXY is not the address of a proxy");
  }

  private static Proxy proxy(Map<String, String> environment, String address) {
    return EnvironmentProxy.of(environment).orElseThrow().select(URI.create(address)).get(0);
  }
}
