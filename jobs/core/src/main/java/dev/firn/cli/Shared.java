package dev.firn.cli;

import dev.firn.engine.EngineProvider;
import dev.firn.run.Progress;
import java.time.Clock;
import java.util.Map;

/** What every command is given. */
record Shared(
    Terminal terminal,
    Map<String, String> environment,
    Clock clock,
    EngineProvider engines,
    Progress progress) {}
