package dev.firn.cli;

import dev.firn.engine.EngineProvider;
import java.time.Clock;
import java.util.Map;

/** What every command is given. */
record Shared(
    Terminal terminal, Map<String, String> environment, Clock clock, EngineProvider engines) {}
