namespace Grpc.Core;

[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait in the buffer until the next write without this flag, or the end of the stream.</summary>
    BufferHint = 0x1,

    /// <summary>This message is sent as it is, even on a call that compresses.</summary>
    NoCompress = 0x2,
}

/// <summary>How messages are written, from the write that follows until it is changed.</summary>
public class WriteOptions
{
    public static readonly WriteOptions Default = new();

    public WriteOptions(WriteFlags flags = default)
    {
        Flags = flags;
    }

    public WriteFlags Flags { get; }
}
