package dev.firn.doctor;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import dev.firn.lake.Pointer;
import dev.firn.raw.RawLog;
import dev.firn.table.MetadataFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.io.FileIO;

/**
 * A table with all that checks look at, looked up once.
 *
 * @param lake it is in
 * @param files opens what its metadata names
 * @param pointers of all tables of the lake
 * @param contract of its feed
 * @param contracted what the contract says of it
 * @param log of its feed
 * @param pointer where the catalog says that it is; null when there is no such table yet
 * @param metadata what is there; null likewise, and when nobody could look
 * @param clock now
 */
record Patient(
    Lake lake,
    FileIO files,
    List<Pointer> pointers,
    Contract contract,
    TableContract contracted,
    RawLog log,
    Pointer pointer,
    MetadataFile metadata,
    Clock clock) {

  Patient {
    requireNonNull(lake, "lake");
    requireNonNull(files, "files");
    requireNonNull(contract, "contract");
    requireNonNull(contracted, "contracted");
    requireNonNull(log, "log");
    requireNonNull(clock, "clock");
    pointers = List.copyOf(pointers);
  }

  String name() {
    return contracted.name();
  }

  Duration window() {
    return contracted.recoveryWindow();
  }

  Instant now() {
    return clock.instant();
  }

  /** Since when every point that main showed is to be there. */
  Instant windowBegan() {
    return now().minus(window());
  }
}
