package dev.firn.cli;

import java.io.PrintWriter;

/**
 * @param out for results alone
 * @param err for progress and errors
 */
record Terminal(PrintWriter out, PrintWriter err) {}
