using System.Numerics;
using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// The packets of a room's last four seconds, numbered 0, 1, 2, … in the order of their arrival. The number is the packet's
/// <em>position</em>. With a queue per listener, thousands of listeners would hold thousands of copies, and each change of class,
/// resume or drop would have to rebuild one. Here every packet is stored once, already encoded as a <c>Bundle.packets</c> field
/// and adjacent to the next one, so any run becomes a bundle by copying bytes, and a listener is a cursor that moves. Not
/// thread-safe; the fan-out's gate guards it.
/// </summary>
internal sealed class PacketLog
{
    /// <summary>Most packets: four seconds of ten people who speak at once, 4 × 50 × 10, rounded up to a power of two.</summary>
    public const int PacketsMax = 2_048;

    /// <summary>
    /// Most bytes: four seconds of ten people at 24 KB/s, which is above what the uplink gate passes; a power of two.
    /// </summary>
    public const int BytesMax = 1_024 * 1_024;

    /// <summary>
    /// Loudness is the mean of the last second: a shorter time follows syllables, a longer one misses a change of speaker.
    /// </summary>
    private const long LoudnessSpanMicros = 1_000_000;

    private const int InitialPackets = 64;
    private const int InitialBytes = 8 * 1_024;

    private readonly long spanMicros;
    private Entry[] entries = [];
    private byte[] storage = [];

    // Bytes written since the start. The address of a packet is this value before its write; storage is addressed modulo its
    // size.
    private long endAddress;

    /// <param name="span">How long a packet is kept: the replay and a tick of the slowest class.</param>
    /// <param name="firstPosition">Position of the first packet; see <see cref="Positions"/>.</param>
    public PacketLog(TimeSpan span, long firstPosition = 0)
    {
        Start = End = firstPosition;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero);
        spanMicros = (long)span.TotalMicroseconds;
    }

    /// <summary>Position of the oldest packet; equal to <see cref="End"/> if the log is empty.</summary>
    public long Start { get; private set; }

    /// <summary>Position that the next packet will get.</summary>
    public long End { get; private set; }

    /// <summary>Adds a packet. Drops packets that are older than the span, and the oldest ones if the log is full.</summary>
    /// <returns>The position of the packet.</returns>
    public long Append(StagePacket packet, long nowMicros)
    {
        Span<byte> encoded = stackalloc byte[WireFields.PacketBytesMax];
        var length = WireFields.WritePacket(encoded, packet);

        while (Start < End && nowMicros - EntryAt(Start).AppendedAtMicros > spanMicros)
        {
            Start++;
        }

        MakeRoom(length);
        EntryAt(End) = new Entry(endAddress, nowMicros, packet.Source, packet.Level);
        Write(encoded[..length]);
        return End++;
    }

    /// <summary>Size in bytes of the packets from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    public int SizeOf(long from, long to) => (int)(AddressOf(to) - AddressOf(from));

    /// <summary>Copies the encoded packets of a run: <see cref="SizeOf"/> bytes.</summary>
    public void CopyTo(long from, long to, Span<byte> target)
    {
        var address = AddressOf(from);
        var length = (int)(AddressOf(to) - address);
        var offset = (int)(address & (storage.Length - 1));
        var first = Math.Min(length, storage.Length - offset);
        storage.AsSpan(offset, first).CopyTo(target);
        storage.AsSpan(0, length - first).CopyTo(target[first..]);
    }

    /// <summary>
    /// The packets of one source from <paramref name="from"/> up to <paramref name="to"/>, as many as fit into
    /// <paramref name="bytesMax"/>, but at least one if the source has one.
    /// </summary>
    public SourceRun RunOf(uint source, long from, long to, int bytesMax)
    {
        var first = from;
        var packets = 0;
        var bytes = 0;
        for (var position = from; position < to; position++)
        {
            if (SourceOf(position) != source)
            {
                continue;
            }

            var size = SizeOf(position, position + 1);
            if (packets > 0 && bytes + size > bytesMax)
            {
                return new SourceRun(source, first, position, packets, bytes);
            }

            first = packets == 0 ? position : first;
            packets++;
            bytes += size;
        }

        return new SourceRun(source, first, to, packets, bytes);
    }

    /// <summary>Copies the encoded packets of one source's run: <see cref="SourceRun.Bytes"/> bytes.</summary>
    public void CopyTo(in SourceRun run, Span<byte> target)
    {
        for (var position = run.First; position < run.End; position++)
        {
            if (SourceOf(position) == run.Source)
            {
                CopyTo(position, position + 1, target);
                target = target[SizeOf(position, position + 1)..];
            }
        }
    }

    /// <summary>When the packet was added, in microseconds of the media path's clock.</summary>
    public long AppendedAtMicros(long position) => Held(position).AppendedAtMicros;

    /// <summary>The source of the packet: the number of a stay on stage.</summary>
    public uint SourceOf(long position) => Held(position).Source;

    /// <summary>The audio level of the packet in -dBov: 0 is the loudest, 127 is silence.</summary>
    public byte LevelOf(long position) => Held(position).Level;

    /// <summary>
    /// Position of the oldest packet that is not older than the span. An older packet was not sent in time because the process
    /// stood still, and its speaker may have left the stage meanwhile.
    /// </summary>
    public long FreshStart(long nowMicros) => Start < End && nowMicros - EntryAt(Start).AppendedAtMicros > spanMicros
        ? FirstSince(nowMicros - spanMicros)
        : Start;

    /// <summary>Position of the oldest packet that was added at or after a time; <see cref="End"/> if there is none.</summary>
    public long FirstSince(long micros)
    {
        var low = Start;
        var high = End;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (EntryAt(middle).AppendedAtMicros < micros)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>
    /// The end of the longest run that begins at <paramref name="from"/>, ends at or before <paramref name="to"/> and has at most
    /// <paramref name="bytesMax"/> bytes, but at least one packet.
    /// </summary>
    public long EndThatFits(long from, long to, int bytesMax)
    {
        if (SizeOf(from, to) <= bytesMax)
        {
            return to;
        }

        var low = from + 1;
        var high = to;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (SizeOf(from, middle) <= bytesMax)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>
    /// The source with the lowest mean level (0 dBov is the loudest) in the last second; of two equal ones, the one heard last.
    /// The log must have had at least one packet.
    /// </summary>
    public uint LoudestSource(long nowMicros)
    {
        const int SourcesMax = 16;
        Span<uint> sources = stackalloc uint[SourcesMax];
        Span<int> levels = stackalloc int[SourcesMax];
        Span<int> packets = stackalloc int[SourcesMax];
        var count = 0;
        var oldest = FirstSince(nowMicros - LoudnessSpanMicros);
        for (var position = End - 1; position >= oldest; position--)
        {
            var index = sources[..count].IndexOf(SourceOf(position));
            if (index < 0)
            {
                if (count == SourcesMax)
                {
                    continue;
                }

                index = count++;
                sources[index] = SourceOf(position);
            }

            levels[index] += LevelOf(position);
            packets[index]++;
        }

        if (count == 0)
        {
            return SourceOf(End - 1);
        }

        var loudest = 0;
        for (var index = 1; index < count; index++)
        {
            if (levels[index] * packets[loudest] < levels[loudest] * packets[index])
            {
                loudest = index;
            }
        }

        return sources[loudest];
    }

    private ref Entry EntryAt(long position) => ref entries[position & (entries.Length - 1)];

    private ref Entry Held(long position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, Start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, End);
        return ref EntryAt(position);
    }

    private long AddressOf(long position) => position == End ? endAddress : Held(position).Address;

    private void MakeRoom(int length)
    {
        if (End - Start == entries.Length)
        {
            if (entries.Length < PacketsMax)
            {
                GrowEntries();
            }
            else
            {
                Start++;
            }
        }

        while (endAddress + length - AddressOf(Start) > storage.Length)
        {
            if (storage.Length < BytesMax)
            {
                GrowStorage(endAddress + length - AddressOf(Start));
            }
            else
            {
                Start++;
            }
        }
    }

    private void GrowEntries()
    {
        var grown = new Entry[Math.Max(InitialPackets, entries.Length * 2)];
        for (var position = Start; position < End; position++)
        {
            grown[position & (grown.Length - 1)] = EntryAt(position);
        }

        entries = grown;
    }

    private void GrowStorage(long needed)
    {
        var size = (int)Math.Min(BytesMax, Math.Max(InitialBytes, BitOperations.RoundUpToPowerOf2((ulong)needed)));
        var grown = new byte[size];
        for (var address = AddressOf(Start); address < endAddress; address++)
        {
            grown[address & (size - 1)] = storage[address & (storage.Length - 1)];
        }

        storage = grown;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        var offset = (int)(endAddress & (storage.Length - 1));
        var first = Math.Min(bytes.Length, storage.Length - offset);
        bytes[..first].CopyTo(storage.AsSpan(offset));
        bytes[first..].CopyTo(storage);
        endAddress += bytes.Length;
    }

    /// <summary>The packets of one source in a stretch of the log, without the packets of other sources.</summary>
    /// <param name="Source">The source.</param>
    /// <param name="First">Position of the source's first packet.</param>
    /// <param name="End">Position up to which the run holds every packet of the source.</param>
    /// <param name="Packets">Number of packets; 0 if the source has none in this stretch.</param>
    /// <param name="Bytes">Encoded size of the packets.</param>
    internal readonly record struct SourceRun(uint Source, long First, long End, int Packets, int Bytes)
    {
        /// <summary>
        /// The position that a device acknowledges if it adds the number of packets to the position of the first.
        /// </summary>
        public long CountedTo => First + Packets;
    }

    private readonly record struct Entry(long Address, long AppendedAtMicros, uint Source, byte Level);
}
