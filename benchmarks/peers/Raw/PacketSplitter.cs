namespace AudioRooms.Benchmarks.Peers.Raw;

/// <summary>Cuts a stream into packets of <see cref="Payload.Bytes"/> bytes, from pieces of any size.</summary>
internal sealed class PacketSplitter
{
    private readonly byte[] kept = new byte[Payload.Bytes];
    private int keptBytes;

    public void Take(ReadOnlySpan<byte> piece, Arrivals arrivals)
    {
        while (keptBytes + piece.Length >= Payload.Bytes)
        {
            var taken = Payload.Bytes - keptBytes;
            if (keptBytes == 0)
            {
                arrivals.Note(piece[..taken]);
            }
            else
            {
                piece[..taken].CopyTo(kept.AsSpan(keptBytes));
                arrivals.Note(kept);
                keptBytes = 0;
            }

            piece = piece[taken..];
        }

        piece.CopyTo(kept.AsSpan(keptBytes));
        keptBytes += piece.Length;
    }
}
