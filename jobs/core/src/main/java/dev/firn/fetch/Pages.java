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
  private record RecordsPlace(JsonPointer records, TableContract.Layout layout) {

    static RecordsPlace of(TableContract table) {
      return new RecordsPlace(table.records(), table.layout());
    }
  }

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
        long found = count(answer);
        if (found > 0 && !answers.isEmpty() && sameBytes(answer, answers)) {
          throw failed(
              "goes round in circles: page %d is page %d once more"
                  .formatted(answers.size() + 1, answers.size()),
              "check firn.pagination of server %s in the contract".formatted(source.server()));
        }
        records += found;
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
      long found = 0;
      for (Answer answer : earlier) {
        found = count(answer);
        records += found;
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

  /**
   * @param found records in it
   */
  private Optional<URI> next(Received received, long found)
      throws IOException, UnreadableException {
    Answer answer = received.answer();
    if (source.pagination() instanceof Pagination.NextLink link) {
      return value(answer, link.at()).map(to -> follow(received.from(), to));
    }
    if (source.pagination() instanceof Pagination.LinkHeader) {
      return linked(received).map(to -> follow(received.from(), to));
    }
    if (source.pagination() instanceof Pagination.Cursor cursor) {
      return value(answer, cursor.at())
          .map(value -> Addresses.with(source.location(), cursor.parameter(), value));
    }
    if (source.pagination() instanceof Pagination.PageNumber page) {
      return found == 0 || found < page.size()
          ? Optional.empty()
          : Optional.of(
              Addresses.with(
                  source.location(), page.parameter(), Long.toString(page.first() + asked)));
    }
    if (source.pagination() instanceof Pagination.Offset offset) {
      return found == 0 || found < offset.size()
          ? Optional.empty()
          : Optional.of(
              Addresses.with(source.location(), offset.parameter(), Long.toString(records)));
    }
    return Optional.empty();
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
    URI to;
    try {
      to = Addresses.resolve(from, link);
    } catch (IllegalArgumentException e) {
      throw failed(
          "has a page %d that leads to no address".formatted(asked),
          "check firn.pagination of server %s in the contract".formatted(source.server()));
    }
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

  /** Records of the table that has most: none is at its end before all are. */
  private long count(Answer answer) throws IOException, UnreadableException {
    long most = 0;
    for (RecordsPlace place : places) {
      most = Math.max(most, count(answer, place));
    }
    return most;
  }

  private static long count(Answer answer, RecordsPlace place)
      throws IOException, UnreadableException {
    long count = 0;
    try (InputStream in = open(answer);
        Records found = Records.open(in, place.records(), place.layout())) {
      while (found.next() != null) {
        count++;
      }
    }
    return count;
  }

  /** Empty when the answer has none, or an empty one. */
  private static Optional<String> value(Answer answer, JsonPointer at)
      throws IOException, UnreadableException {
    try (InputStream in = open(answer)) {
      JsonNode value = Document.values(in, Set.of(at)).get(at);
      return Optional.ofNullable(value)
          .filter(JsonNode::isValueNode)
          .filter(found -> !found.isNull() && !found.isBoolean())
          .map(JsonNode::asText)
          .filter(text -> !text.isBlank());
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
