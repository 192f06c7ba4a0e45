using System.Numerics;
using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// What a room said lately: the packets of the last four seconds, numbered 0, 1, 2, … in the order in which they came. The number
/// is the packet's <em>position</em>. Every packet lies here already encoded as a <c>Bundle.packets</c> field, one behind the
/// other, so that any run of them becomes a bundle by copying bytes. Switching latency class, resuming and dropping are then all
/// the same: a listener's cursor moves. Not thread-safe; the fan-out's gate guards it.
/// </summary>
internal sealed class PacketLog
{
    /// <summary>Four seconds of ten people talking at once: 4 × 50 × 10, rounded up to a power of two.</summary>
    public const int PacketsMax = 2_048;

    /// <summary>Four seconds of ten people at 24 KB/s, above what the uplink gate lets in; a power of two.</summary>
    public const int BytesMax = 1_024 * 1_024;

    /// <summary>
    /// Loudness is judged over the last second: shorter follows syllables, longer misses that another person talks.
    /// </summary>
    private const long LoudnessSpanMicros = 1_000_000;

    private const int InitialPackets = 64;
    private const int InitialBytes = 8 * 1_024;

    private readonly long spanMicros;
    private Entry[] entries = [];
    private byte[] storage = [];

    // Bytes ever written; an entry's address is the value before it. Storage is addressed modulo its size, a power of two.
    private long endAddress;

    /// <param name="span">How long a packet is kept: what is replayed, and a tick of the slowest class.</param>
    /// <param name="firstPosition">Position of the first packet: see <see cref="Positions"/>.</param>
    public PacketLog(TimeSpan span, long firstPosition = 0)
    {
        Start = End = firstPosition;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero);
        spanMicros = (long)span.TotalMicroseconds;
    }

    /// <summary>Position of the oldest packet held; equal to <see cref="End"/> if there is none.</summary>
    public long Start { get; private set; }

    /// <summary>Position that the next packet will get.</summary>
    public long End { get; private set; }

    /// <summary>Adds a packet; forgets those that are older than the span or that it displaces.</summary>
    /// <returns>Its position.</returns>
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

    /// <summary>Bytes of the packets from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    public int SizeOf(long from, long to) => (int)(AddressOf(to) - AddressOf(from));

    /// <summary>Copies the encoded packets of a run, <see cref="SizeOf"/> bytes.</summary>
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
    /// The packets of one source from <paramref name="from"/> on, up to <paramref name="to"/> or as many as fit; at least one if
    /// there is one.
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

    /// <summary>Copies the encoded packets of one source's run, <see cref="SourceRun.Bytes"/> bytes.</summary>
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

    /// <summary>When the packet came.</summary>
    public long AppendedAtMicros(long position) => Held(position).AppendedAtMicros;

    /// <summary>Which stay on stage it belongs to.</summary>
    public uint SourceOf(long position) => Held(position).Source;

    /// <summary>-dBov: 0 loudest, 127 silence.</summary>
    public byte LevelOf(long position) => Held(position).Level;

    /// <summary>Position of the oldest packet that came at or after a time; <see cref="End"/> if none did.</summary>
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
    /// The end of the longest run that begins at <paramref name="from"/>, ends by <paramref name="to"/> and fits; at least one
    /// packet.
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
    /// The source with the lowest mean level (0 dBov is loudest) lately; of two equals the one heard last.
    /// At least one packet must have come.
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

    /// <summary>Packets of one source, those of others between them left out.</summary>
    /// <param name="Source">Whose.</param>
    /// <param name="First">Position of the first.</param>
    /// <param name="End">Position up to which none of this source is missing.</param>
    /// <param name="Packets">How many; 0 if the source has none there.</param>
    /// <param name="Bytes">Their encoded size.</param>
    internal readonly record struct SourceRun(uint Source, long First, long End, int Packets, int Bytes)
    {
        /// <summary>Position after as many packets as there are: what a device that counts them acknowledges.</summary>
        public long CountedTo => First + Packets;
    }

    private readonly record struct Entry(long Address, long AppendedAtMicros, uint Source, byte Level);
}
