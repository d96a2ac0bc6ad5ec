package dev.firn.fetch;

/**
 * What makes a GET conditional (RFC 9110, 13.1).
 *
 * @param etag as the third party sent it, quotes included; null when it sent none
 * @param lastModified as the third party sent it; null when it sent none
 */
public record Validators(String etag, String lastModified) {

  public static final Validators NONE = new Validators(null, null);
}
