namespace AudioRooms.Benchmarks.Peers.Icecast;

/// <summary>Reads one listener's stream, HTTP headers and then pages, from pieces of any size.</summary>
/// <param name="heard">Gets the time at which each packet was due.</param>
internal sealed class OggEar(Action<long> heard)
{
    private const int KeptMax = 64 * 1024;

    private byte[] kept = [];
    private int keptBytes;
    private bool isPastHeaders;

    /// <summary>True once the server has accepted the listener.</summary>
    public bool IsIn { get; private set; }

    /// <summary>Takes a piece of the stream.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        if (keptBytes == 0)
        {
            Keep(piece[TakeWhole(piece)..]);
            return;
        }

        Keep(piece);
        var taken = TakeWhole(kept.AsSpan(0, keptBytes));
        kept.AsSpan(taken, keptBytes - taken).CopyTo(kept);
        keptBytes -= taken;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (keptBytes + bytes.Length > KeptMax)
        {
            throw new InvalidDataException($"A page of more than {KeptMax} bytes, or none.");
        }

        if (keptBytes + bytes.Length > kept.Length)
        {
            Array.Resize(ref kept, Math.Max(1_024, 2 * (keptBytes + bytes.Length)));
        }

        bytes.CopyTo(kept.AsSpan(keptBytes));
        keptBytes += bytes.Length;
    }

    private int TakeWhole(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        if (!isPastHeaders)
        {
            var end = bytes.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return 0;
            }

            isPastHeaders = true;
            IsIn = bytes[..end].IndexOf(" 200 "u8) >= 0;
            taken = end + 4;
        }

        while (TryTakePage(bytes[taken..], out var length))
        {
            taken += length;
        }

        return taken;
    }

    private bool TryTakePage(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.Length < OggPages.HeaderBytes)
        {
            return false;
        }

        if (!bytes.StartsWith("OggS"u8))
        {
            throw new InvalidDataException("The stream is not Ogg.");
        }

        int count = bytes[OggPages.CountOffset];
        var at = OggPages.HeaderBytes + count;
        if (bytes.Length < at)
        {
            return false;
        }

        var lengths = bytes.Slice(OggPages.HeaderBytes, count);
        length = at;
        foreach (var one in lengths)
        {
            length += one;
        }

        if (bytes.Length < length)
        {
            return false;
        }

        foreach (var one in lengths)
        {
            if (OggPages.TryReadDue(bytes.Slice(at, one), out var due))
            {
                heard(due);
            }

            at += one;
        }

        return true;
    }
}
