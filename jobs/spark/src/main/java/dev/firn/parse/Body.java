package dev.firn.parse;

import java.io.Serializable;

/**
 * A raw object to parse.
 *
 * @param seq its batch
 * @param key where it is in the store
 */
record Body(long seq, String key) implements Serializable {}
