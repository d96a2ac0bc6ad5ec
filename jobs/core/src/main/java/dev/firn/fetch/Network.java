package dev.firn.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Who can be met at an address. */
enum Network {
  /** Anybody. */
  PUBLIC("the internet"),
  /** This machine. */
  LOOPBACK("this machine itself"),
  /** The neighbours: RFC 1918, RFC 4193, RFC 6598. */
  PRIVATE("a private network"),
  /** What serves this machine alone, such as a cloud's instance metadata. */
  LINK("this machine's own link");

  private static final byte[] METADATA = {
    (byte) 0xFD, 0, 0x0E, (byte) 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
  };

  private final String text;

  Network(String text) {
    this.text = text;
  }

  static Network of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return LOOPBACK;
    }
    // The address of EC2's metadata in IPv6 is one of a private network.
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || Arrays.equals(bytes, METADATA)) {
      return LINK;
    }
    return address.isSiteLocalAddress() || isUniqueLocal(address, bytes) || isShared(bytes)
        ? PRIVATE
        : PUBLIC;
  }

  private static boolean isUniqueLocal(InetAddress address, byte[] bytes) {
    return address instanceof Inet6Address && (bytes[0] & 0xFE) == 0xFC;
  }

  private static boolean isShared(byte[] bytes) {
    return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
  }

  /** As messages spell it. */
  @Override
  public String toString() {
    return text;
  }
}
