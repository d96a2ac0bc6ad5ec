package dev.firn.fetch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.ApiSource;
import dev.firn.contract.Pagination;
import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.json.Document;
import dev.firn.json.Records;
import dev.firn.json.UnreadableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The pages of a source, one leading to the next as the contract says. */
final class Pages {

  /** Several tables may be made of the same records. */
  private record RecordsPlace(
      JsonPointer records, TableContract.Layout layout, boolean mayBeAbsent) {

    static RecordsPlace of(TableContract table) {
      return new RecordsPlace(table.records(), table.layout(), table.mayBeAbsent());
    }
  }

  /**
   * The records of a page.
   *
   * @param last one; null when there is none
   */
  private record Found(long count, JsonNode last) {}

  private final ApiSource source;
  private final List<RecordsPlace> places;
  private final Destinations destinations;
  private final PageMemory memory;
  private final FetchListener listener;
  private final List<Answer> answers = new ArrayList<>();
  private final Set<URI> addresses = new HashSet<>();
  private long asked;
  private long records;

  Pages(
      ApiSource source,
      List<TableContract> tables,
      Destinations destinations,
      PageMemory memory,
      FetchListener listener) {
    this.source = source;
    this.places = tables.stream().map(RecordsPlace::of).distinct().toList();
    this.destinations = destinations;
    this.memory = memory;
    this.listener = listener;
  }

  /**
   * @param question asks for a page
   * @return one or more
   * @throws FirnException if they go round in circles, lead elsewhere, or are more than the
   *     contract allows
   */
  List<Answer> ask(Function<URI, Received> question) {
    boolean again = true;
    Optional<URI> next = memory.earlier().isEmpty() ? Optional.of(first()) : goOn(question);
    while (next.isPresent()) {
      URI address = next.get();
      if (answers.size() == source.limits().pages()) {
        throw failed(
            "has more than %,d pages".formatted(source.limits().pages()),
            "if so many are right, raise pages in firn.limits of server %s in the contract"
                .formatted(source.server()));
      }
      if (!addresses.add(address)) {
        throw failed(
            "goes round in circles: page %d leads to an address that was asked before"
                .formatted(answers.size()),
            "check firn.pagination of server %s in the contract".formatted(source.server()));
      }
      Received received = question.apply(address);
      Answer answer = received.answer();
      asked++;
      try {
        Found found = find(answer);
        if (found.count() > 0 && !answers.isEmpty() && sameBytes(answer, answers)) {
          throw failed(
              "goes round in circles: page %d is page %d once more"
                  .formatted(answers.size() + 1, answers.size()),
              "check firn.pagination of server %s in the contract".formatted(source.server()));
        }
        records += found.count();
        answers.add(answer);
        again = again && answer.uri().equals(address);
        if (again) {
          memory.keep(answers);
        }
        next = next(received, found);
      } catch (UnreadableException e) {
        // It lands, and landing says what is wrong with it.
        answers.add(answer);
        next = Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + answer.body(), e);
      }
    }
    return answers;
  }

  /**
   * Where the pages of an earlier fetch lead. Its last page is asked for once more: that says
   * whether pages are what they were, and where the next one is.
   */
  private Optional<URI> goOn(Function<URI, Received> question) {
    List<Answer> earlier = memory.earlier();
    Answer last = earlier.get(earlier.size() - 1);
    try {
      Received received = question.apply(last.uri());
      if (!received.answer().sha256().equals(last.sha256())) {
        return anew("page %d is no longer what it was".formatted(earlier.size()));
      }
      Found found = null;
      for (Answer answer : earlier) {
        found = find(answer);
        records += found.count();
        addresses.add(answer.uri());
      }
      answers.addAll(earlier);
      asked = earlier.size();
      listener.warning("going on after page %d of a fetch that was stopped".formatted(asked));
      return next(received, found);
    } catch (FirnException | UnreadableException e) {
      return anew("page %d cannot be had again: %s".formatted(earlier.size(), e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + last.body(), e);
    }
  }

  private Optional<URI> anew(String why) {
    listener.warning(
        "a fetch that was stopped is not gone on with, because %s; beginning with the first page"
            .formatted(why));
    memory.forget();
    return Optional.of(first());
  }

  private static boolean sameBytes(Answer answer, List<Answer> before) {
    return answer.sha256().equals(before.get(before.size() - 1).sha256());
  }

  private URI first() {
    if (source.pagination() instanceof Pagination.PageNumber page) {
      return Addresses.with(source.location(), page.parameter(), Long.toString(page.first()));
    }
    if (source.pagination() instanceof Pagination.Offset offset) {
      return Addresses.with(source.location(), offset.parameter(), "0");
    }
    return source.location();
  }

  private Optional<URI> next(Received received, Found found)
      throws IOException, UnreadableException {
    Answer answer = received.answer();
    if (source.pagination() instanceof Pagination.NextLink link) {
      return value(answer, link.at()).map(to -> follow(received.from(), to));
    }
    if (source.pagination() instanceof Pagination.LinkHeader) {
      return linked(received).map(to -> follow(received.from(), to));
    }
    if (source.pagination() instanceof Pagination.Cursor cursor) {
      return saysNoMore(answer, cursor.more())
          ? Optional.empty()
          : value(answer, cursor.at()).map(value -> with(cursor.parameter(), value));
    }
    if (source.pagination() instanceof Pagination.LastRecord last) {
      return found.last() == null || saysNoMore(answer, last.more())
          ? Optional.empty()
          : Optional.of(with(last.parameter(), lastValue(found.last(), last.at())));
    }
    if (source.pagination() instanceof Pagination.PageNumber page) {
      return isLast(answer, page.end(), found, asked)
          ? Optional.empty()
          : Optional.of(with(page.parameter(), Long.toString(page.first() + asked)));
    }
    if (source.pagination() instanceof Pagination.Offset offset) {
      return isLast(answer, offset.end(), found, records)
          ? Optional.empty()
          : Optional.of(with(offset.parameter(), Long.toString(records)));
    }
    return Optional.empty();
  }

  private URI with(String parameter, String value) {
    return Addresses.with(source.location(), parameter, value);
  }

  /**
   * @param soFar pages or records, whichever are numbered
   */
  private boolean isLast(Answer answer, Pagination.End end, Found found, long soFar)
      throws IOException, UnreadableException {
    if (end.more() != null) {
      return saysNoMore(answer, end.more());
    }
    if (end.total() != null) {
      return found.count() == 0 || soFar >= total(answer, end.total());
    }
    return found.count() == 0 || found.count() < end.size();
  }

  /**
   * @param at where it says so; null when nowhere
   */
  private boolean saysNoMore(Answer answer, JsonPointer at)
      throws IOException, UnreadableException {
    if (at == null) {
      return false;
    }
    JsonNode more = node(answer, at);
    if (!more.isBoolean() && !more.isNull() && !more.isMissingNode()) {
      throw failed(
          "has a page %d that says neither true nor false at %s".formatted(asked, at),
          "check `more` in firn.pagination of server %s in the contract"
              .formatted(source.server()));
    }
    return !more.booleanValue();
  }

  private long total(Answer answer, JsonPointer at) throws IOException, UnreadableException {
    try {
      return Long.parseLong(node(answer, at).asText());
    } catch (NumberFormatException e) {
      throw failed(
          "has a page %d without a whole number at %s".formatted(asked, at),
          "check `total` in firn.pagination of server %s in the contract"
              .formatted(source.server()));
    }
  }

  private String lastValue(JsonNode record, JsonPointer at) {
    return text(record.at(at))
        .orElseThrow(
            () ->
                failed(
                    "has a page %d whose last record has no value at %s".formatted(asked, at),
                    "check `record` in firn.pagination of server %s in the contract"
                        .formatted(source.server())));
  }

  private Optional<String> linked(Received received) {
    LinkHeader links = LinkHeader.of(received.headers());
    Optional<String> next = links.next();
    if (next.isEmpty() && links.mentionsNext()) {
      throw failed(
          "has a page %d whose Link header has a next link that cannot be read".formatted(asked),
          "tell who runs the API: RFC 8288 has <address>; rel=\"next\"");
    }
    return next;
  }

  private URI follow(URI from, String link) {
    URI to = resolve(from, link);
    destinations
        .objection(to)
        .ifPresent(
            objection -> {
              throw failed(
                  "has a page %d that leads to another host, %s%s"
                      .formatted(asked, to.getAuthority(), objection.why()),
                  objection.next());
            });
    return to;
  }

  private URI resolve(URI from, String link) {
    try {
      URI to = Addresses.resolve(from, link);
      if (to.getAuthority() != null) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      // Said below, in the same words.
    }
    throw failed(
        "has a page %d that leads to no address".formatted(asked),
        "check firn.pagination of server %s in the contract".formatted(source.server()));
  }

  /** Records of the table that has most: none is at its end before all are. */
  private Found find(Answer answer) throws IOException, UnreadableException {
    Found most = new Found(0, null);
    for (RecordsPlace place : places) {
      Found found = find(answer, place);
      most = found.count() > most.count() ? found : most;
    }
    return most;
  }

  private static Found find(Answer answer, RecordsPlace place)
      throws IOException, UnreadableException {
    long count = 0;
    JsonNode last = null;
    try (InputStream in = open(answer);
        Records records = Records.open(in, place.records(), place.layout(), place.mayBeAbsent())) {
      for (Records.Located record = records.next(); record != null; record = records.next()) {
        last = record.value();
        count++;
      }
    }
    return new Found(count, last);
  }

  /** Empty when the answer has none, or an empty one. */
  private static Optional<String> value(Answer answer, JsonPointer at)
      throws IOException, UnreadableException {
    return text(node(answer, at));
  }

  private static Optional<String> text(JsonNode value) {
    return Optional.of(value)
        .filter(JsonNode::isValueNode)
        .filter(found -> !found.isNull() && !found.isBoolean())
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank());
  }

  private static JsonNode node(Answer answer, JsonPointer at)
      throws IOException, UnreadableException {
    try (InputStream in = open(answer)) {
      return Document.values(in, Set.of(at)).get(at);
    }
  }

  private static InputStream open(Answer answer) throws IOException {
    return new BufferedInputStream(Files.newInputStream(answer.body()), 1 << 16);
  }

  private FirnException failed(String what, String next) {
    return new FirnException(
        Fault.THIRD_PARTY, Secrets.masked(source.location()) + " " + what, next);
  }
}
