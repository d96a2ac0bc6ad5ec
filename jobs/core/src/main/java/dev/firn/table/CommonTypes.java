package dev.firn.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Types that files of two schemas can be read by, told by field ids and named as in the second. */
final class CommonTypes {

  private CommonTypes() {}

  /** Optional, since files of the other schema may not have it. */
  static NestedField field(NestedField before, NestedField after) {
    return NestedField.from(after).ofType(type(before.type(), after.type())).asOptional().build();
  }

  static NestedField optional(NestedField field) {
    return NestedField.from(field).asOptional().build();
  }

  /** Members that only the first has are not in it. */
  private static Type type(Type before, Type after) {
    if (before.isStructType() && after.isStructType()) {
      return struct(before.asStructType(), after.asStructType());
    } else if (before.isListType() && after.isListType()) {
      Types.ListType list = after.asListType();
      return Types.ListType.ofOptional(
          list.elementId(), type(before.asListType().elementType(), list.elementType()));
    } else if (before.isMapType() && after.isMapType()) {
      Types.MapType map = after.asMapType();
      return Types.MapType.ofOptional(
          map.keyId(),
          map.valueId(),
          map.keyType(),
          type(before.asMapType().valueType(), map.valueType()));
    }
    return before.isPrimitiveType()
            && after.isPrimitiveType()
            && TypeUtil.isPromotionAllowed(after, before.asPrimitiveType())
        ? before
        : after;
  }

  private static Type struct(Types.StructType before, Types.StructType after) {
    List<NestedField> members = new ArrayList<>();
    for (NestedField member : after.fields()) {
      NestedField was = before.field(member.fieldId());
      members.add(was == null ? optional(member) : field(was, member));
    }
    return Types.StructType.of(members);
  }
}
