using System.Buffers.Binary;

namespace AudioRooms.LoadTester.Lean;

/// <summary>The header of an HTTP/2 frame (RFC 9113 §4.1), and the constants that a client of one call needs.</summary>
internal readonly record struct Http2Frame(int Length, Http2FrameType Type, Http2Flags Flags, int StreamId)
{
    public const int HeadBytes = 9;

    /// <summary>The largest frame that a receiver without settings accepts (SETTINGS_MAX_FRAME_SIZE), and so the largest that may
    /// arrive.</summary>
    public const int LengthMax = 16_384;

    /// <summary>The window before any settings (SETTINGS_INITIAL_WINDOW_SIZE).</summary>
    public const int WindowDefault = 65_535;

    public const int WindowMax = int.MaxValue;

    public static Http2Frame Read(ReadOnlySpan<byte> head) => new(
        (head[0] << 16) | (head[1] << 8) | head[2],
        (Http2FrameType)head[3],
        (Http2Flags)head[4],
        (int)(BinaryPrimitives.ReadUInt32BigEndian(head[5..]) & int.MaxValue));

    public bool Has(Http2Flags flag) => (Flags & flag) != 0;

    public void Write(Span<byte> head)
    {
        head[0] = (byte)(Length >> 16);
        head[1] = (byte)(Length >> 8);
        head[2] = (byte)Length;
        head[3] = (byte)Type;
        head[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(head[5..], StreamId);
    }
}

internal enum Http2FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    ResetStream = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
}

[Flags]
internal enum Http2Flags : byte
{
    None = 0,

    /// <summary>Flag of DATA and HEADERS.</summary>
    EndStream = 1,

    /// <summary>Flag of SETTINGS and PING; the same bit.</summary>
    Ack = EndStream,

    EndHeaders = 4,
    Padded = 8,
    Priority = 32,
}

/// <summary>Identifiers of SETTINGS (RFC 9113 §6.5.2).</summary>
internal enum Http2Setting : ushort
{
    HeaderTableSize = 1,
    EnablePush = 2,
    MaxConcurrentStreams = 3,
    InitialWindowSize = 4,
}
