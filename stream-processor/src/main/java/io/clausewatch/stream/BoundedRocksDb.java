package io.clausewatch.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all stores of the process together, outside of the heap: by default each
 * store of each task takes tens of megabytes of its own. Kafka Streams makes one of these a store.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  private static final long TOTAL_BYTES = 128L << 20;
  private static final long WRITE_BYTES = 64L << 20;
  private static final double FOR_INDEXES = 0.2;
  private static final long WRITE_BUFFER_BYTES = 4L << 20;
  private static final int WRITE_BUFFERS = 2;

  /**
   * By how much a write buffer grows. By default an eighth of it: the first record of each store of
   * each task would take half a megabyte, all of them together more than all may have, and whoever
   * is over that writes what little it has to a file of its own, until merging these files holds up
   * all writing.
   */
  private static final long GROWS_BY_BYTES = 32L << 10;

  // Shared by all stores, and so closed by none; they end with the process.
  private static final Cache CACHE = new LRUCache(TOTAL_BYTES, -1, false, FOR_INDEXES);
  private static final WriteBufferManager WRITES = new WriteBufferManager(WRITE_BYTES, CACHE);

  /** Called by Kafka Streams. */
  public BoundedRocksDb() {}

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(WRITES);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setArenaBlockSize(GROWS_BY_BYTES);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // What this set is shared.
  }
}
