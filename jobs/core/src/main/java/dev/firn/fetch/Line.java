package dev.firn.fetch;

import java.net.http.HttpClient;

/**
 * How requests leave.
 *
 * @param client that follows no redirect
 */
record Line(HttpClient client, Time time, Pace pace) {}
