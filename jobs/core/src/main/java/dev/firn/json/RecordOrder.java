package dev.firn.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.firn.contract.OrderBy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order that a contract gives records. All that compare records do it by this key, and by
 * nothing else.
 */
public final class RecordOrder implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<OrderBy> order;

  public RecordOrder(List<OrderBy> order) {
    this.order = List.copyOf(order);
  }

  /** Whether the document says it all, so that its records share one key. */
  public boolean isOfDocuments() {
    return order.stream().allMatch(by -> by.place().inDocument());
  }

  /** The places in the document that it looks at. */
  public Set<JsonPointer> inDocument() {
    return order.stream()
        .filter(by -> by.place().inDocument())
        .map(by -> by.place().pointer())
        .collect(Collectors.toSet());
  }

  /**
   * The {@link OrderKey} of a record. A time counts as the seconds since 1970, so that its moment
   * decides, however it is spelt.
   *
   * @param record missing when the order is of documents
   * @param document what it says at {@link #inDocument}
   * @throws UnorderedException if a value is no scalar, or not the time that it should be
   */
  public String key(JsonNode record, Map<JsonPointer, JsonNode> document)
      throws UnorderedException {
    List<JsonNode> values = new ArrayList<>(order.size());
    for (OrderBy by : order) {
      JsonPointer pointer = by.place().pointer();
      JsonNode value = by.place().inDocument() ? document.get(pointer) : record.at(pointer);
      values.add(by.time() == null ? scalar(by, value) : moment(by, value));
    }
    return OrderKey.of(values);
  }

  private static JsonNode scalar(OrderBy by, JsonNode value) throws UnorderedException {
    if (!OrderKey.canOrder(value)) {
      throw new UnorderedException(by, ", and that is no scalar");
    }
    return value;
  }

  private static JsonNode moment(OrderBy by, JsonNode value) throws UnorderedException {
    try {
      return Times.seconds(value, by.time(), by.conversion())
          .<JsonNode>map(DecimalNode::valueOf)
          .orElse(NullNode.getInstance());
    } catch (UnfitException e) {
      throw new UnorderedException(by, ": " + e.getMessage());
    }
  }
}
