package dev.firn.testing;

import dev.firn.lake.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** All that a lake is: its files with their hashes, and where its catalog points. */
public final class LakeContents {

  private LakeContents() {}

  /** By what it is called; of two times equal when nothing was written or deleted in between. */
  public static Map<String, String> of(Lake lake) {
    Map<String, String> properties = lake.catalogProperties();
    // Raw log and warehouse are beside each other, in a folder or a bucket.
    String root =
        properties.get(CatalogProperties.WAREHOUSE_LOCATION).replaceFirst("/[^/]*/?$", "/");
    Map<String, String> contents = new TreeMap<>();
    try (SupportsPrefixOperations files =
        (SupportsPrefixOperations)
            CatalogUtil.loadFileIO(
                properties.get(CatalogProperties.FILE_IO_IMPL), properties, null)) {
      for (FileInfo file : files.listPrefix(root)) {
        contents.put(
            file.location().substring(root.length()),
            sha256(files.newInputFile(file.location()).newStream()));
      }
    }
    lake.catalog()
        .listTables(lake.namespace())
        .forEach(
            table ->
                contents.put(
                    "catalog " + table,
                    ((BaseTable) lake.catalog().loadTable(table))
                        .operations()
                        .current()
                        .metadataFileLocation()));
    return contents;
  }

  private static String sha256(InputStream stream) {
    try (InputStream in = stream) {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
