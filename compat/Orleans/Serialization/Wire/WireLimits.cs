namespace Orleans.StandIn.Serialization;

/// <summary>Bounds on messages, the same for writer and reader, so that what can be written can be read.</summary>
internal static class WireLimits
{
    /// <summary>First byte of every message.</summary>
    public const byte Version = 1;

    /// <summary>Objects inside objects. A level costs a few hundred bytes of stack; threads have at least 1.5 MB.</summary>
    public const int MaxDepth = 256;

    /// <summary>Different type names in one message: the reader's table stays below 64 KB.</summary>
    public const int MaxTypes = 1024;

    /// <summary>Bytes of UTF-8 of one type name.</summary>
    public const int MaxTypeNameBytes = 2048;

    /// <summary>What a collection may allocate before its elements have arrived, whatever count it states.</summary>
    public const int MaxUnprovenBytes = 16 * 1024;
}
