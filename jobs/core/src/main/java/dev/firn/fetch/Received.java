package dev.firn.fetch;

import java.net.URI;
import java.net.http.HttpHeaders;

/**
 * An answer and what only the next request needs to know.
 *
 * @param from where it came from in the end, secrets and all
 * @param headers all of them, secrets and all
 */
record Received(Answer answer, URI from, HttpHeaders headers) {}
