using System.Diagnostics.Metrics;

namespace AudioRooms.Grains.Storage;

/// <summary>Free space of the database, for metrics and for checks that must know before it is full.</summary>
public sealed class StorageSpace
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "AudioRooms.Storage";

    /// <summary>Bytes that must be free on the disk of a SQLite file. The write-ahead log grows to 4 MB between checkpoints, and
    /// a checkpoint adds as much to the file while the log still exists; as much again is left for other programs on the
    /// disk.</summary>
    public const long ReserveBytes = 16 * 1_024 * 1_024;

    private const string WriteAheadLogEnding = "-wal";

    private readonly SqlDatabase database;
    private readonly Func<string, long> freeOnDiskOf;
    private readonly string? file;

    /// <summary>Watches a database.</summary>
    public StorageSpace(SqlDatabase database, IMeterFactory meters)
        : this(database, meters, FreeOnDiskOf)
    {
    }

    /// <summary>Watches a database; <paramref name="freeOnDiskOf"/> gives the free bytes on the disk of a path.</summary>
    public StorageSpace(SqlDatabase database, IMeterFactory meters, Func<string, long> freeOnDiskOf)
    {
        this.database = database;
        this.freeOnDiskOf = freeOnDiskOf;
        file = database.FilePath;
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "audiorooms.storage.full",
            () => IsFull ? 1 : 0,
            "{process}",
            "Whether the database has no room for new data, 1 or 0.");
        meter.CreateObservableGauge<long>(
            "audiorooms.storage.free", () => Measured(FreeBytes), "By", "Free space on the disk of the SQLite file.");
        meter.CreateObservableGauge<long>(
            "audiorooms.storage.size", () => Measured(SizeOf("")), "By", "Size of the SQLite file.");
        meter.CreateObservableGauge<long>(
            "audiorooms.storage.log",
            () => Measured(SizeOf(WriteAheadLogEnding)),
            "By",
            "Size of SQLite's write-ahead log, which holds the newest writes.");
    }

    /// <summary>True if the last write found no space, or the disk has less than <see cref="ReserveBytes"/> free.</summary>
    public bool IsFull => database.IsFull || FreeBytes < ReserveBytes;

    /// <summary>Free bytes on the disk of the SQLite file; null on PostgreSQL.</summary>
    public long? FreeBytes => file is null ? null : freeOnDiskOf(file);

    /// <summary>Bytes that this user may still write to the disk of a file or folder. The path need not exist if its folder
    /// does.</summary>
    public static long FreeOnDiskOf(string path)
    {
        var full = Path.GetFullPath(path);
        return new DriveInfo(Path.Exists(full) ? full : Path.GetDirectoryName(full)!).AvailableFreeSpace;
    }

    private long? SizeOf(string ending) => file is null ? null
        : new FileInfo(file + ending) is { Exists: true } there ? there.Length
        : 0;

    private static IEnumerable<Measurement<long>> Measured(long? bytes) =>
        bytes is { } value ? [new Measurement<long>(value)] : [];
}
