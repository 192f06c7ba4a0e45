using System.Security.Cryptography;
using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Sequencing;
using AudioRooms.Contracts.Media;
using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Grains.SafetyCopies;

/// <summary>
/// Records one stay on stage: packets as they were sent become sealed segments of Ogg Opus, and every stretch without sound
/// becomes a gap with its reason. Segments and gaps together last exactly as long as the track.
/// </summary>
/// <remarks>
/// A recorder stands beside live sound and must never hold it up, so nothing here waits. Sound is handed over once a second; a
/// crash costs that second. If the sink has no room, the second that is held ends the segment as soon as there is room, and what
/// comes meanwhile is a gap named <see cref="GapReason.NotStored"/>: memory is bounded by that one second.
/// Time is counted in slots of 20 ms since the copy began. Deterministic: the caller gives the time. Not thread-safe.
/// </remarks>
internal sealed class TrackRecorder : IDisposable
{
    /// <summary>Slots of a segment: 10 s.</summary>
    public const int SegmentSlots = 10 * AudioFormat.FramesPerSecond;

    /// <summary>Slots after which sound is handed over: 1 s.</summary>
    public const int FlushSlots = AudioFormat.FramesPerSecond;

    /// <summary>A silence of more slots ends the segment and becomes a gap: 1 s. A shorter one costs 2 bytes in 120 ms.</summary>
    public const int PauseSlots = AudioFormat.FramesPerSecond;

    private const int NewSegmentBytes = SegmentSealer.HeaderBytes + SegmentSealer.ChunkContentMax;

    // A segment is a file of its own, and plays for as long as its packets. What players skip at its beginning is an empty
    // frame of the shortest kind; opusinfo warns of files in which nothing is skipped.
    private static readonly OggOpusHeader Header =
        OggOpusHeader.Speech with { PreSkipSamples = OggOpusWriter.GapUnitSamples };

    private readonly string copyId;
    private readonly uint track;
    private readonly byte[] dataKey;
    private readonly ISegmentSink sink;
    private readonly SpeakerTimeline timeline = new();
    private readonly long startSlot;
    private OpenSegment? open;
    private uint nextNumber;
    private long nextSlot;
    private bool isBlocked;
    private bool isEnded;

    /// <summary>Begins a track, or goes on with one after another recorder.</summary>
    /// <param name="copyId">Id of the copy.</param>
    /// <param name="track">The stay on stage.</param>
    /// <param name="dataKey">The copy's; not kept beyond <see cref="Dispose"/>.</param>
    /// <param name="sink">Where to.</param>
    /// <param name="startSlot">When the track began.</param>
    /// <param name="recordedSlots">How long the track is already, by its entries; 0 for a new one.</param>
    /// <param name="firstSegment">Number of the next segment; 0 for a new track.</param>
    /// <param name="nowSlot">The present. What lies between is a gap.</param>
    public TrackRecorder(
        string copyId,
        uint track,
        byte[] dataKey,
        ISegmentSink sink,
        long startSlot,
        long recordedSlots,
        uint firstSegment,
        long nowSlot)
    {
        (this.copyId, this.track, this.dataKey, this.sink) = (copyId, track, [.. dataKey], sink);
        (this.startSlot, nextNumber, nextSlot) = (startSlot, firstSegment, startSlot + recordedSlots);
        if (recordedSlots > 0)
        {
            Gap(GapReason.RecorderMoved, nowSlot);
        }
    }

    /// <summary>Takes a packet of this stay, which the stage door has let through.</summary>
    /// <param name="packet">As it was sent.</param>
    /// <param name="nowSlot">The present.</param>
    public void Take(StagePacket packet, long nowSlot)
    {
        if (isEnded
            || !timeline.TryPlace(
                (ushort)packet.Sequence, packet.Timestamp, nowSlot, nextSlot, out var slot, out var lost))
        {
            return;
        }

        if (isBlocked && !TryUnblock(slot))
        {
            return;
        }

        FillUpTo(slot, lost);
        if (!TryOpen())
        {
            return;
        }

        if (!open!.Writer.TryWritePacket(packet.Opus, out _))
        {
            return;
        }

        nextSlot = slot + 1;
        if (nextSlot - open.FromSlot >= SegmentSlots)
        {
            Close();
        }
        else if (nextSlot - open.FlushedSlot >= FlushSlots)
        {
            Flush();
        }
    }

    /// <summary>
    /// Called at least once a second: hands over what waits, and ends a segment whose speaker has fallen silent.
    /// </summary>
    public void Tick(long nowSlot)
    {
        if (isBlocked)
        {
            TryUnblock(nowSlot);
        }
        else if (open is not null && nowSlot - nextSlot > PauseSlots)
        {
            Close();
        }
        else if (open is not null && nextSlot > open.FlushedSlot && nowSlot - open.FlushedSlot >= FlushSlots)
        {
            Flush();
        }
    }

    /// <summary>The stay is over.</summary>
    /// <param name="nowSlot">The slot in which it ended.</param>
    /// <returns>False if the sink has no room for the last second: to be called again.</returns>
    public bool End(long nowSlot)
    {
        if (isEnded)
        {
            return true;
        }

        if (isBlocked ? !TryUnblock(nowSlot) : !Close())
        {
            return false;
        }

        Gap(GapReason.Silence, nowSlot);
        sink.Record(track, new TrackEntry.Ended(SamplesAt(nextSlot)));
        isEnded = true;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        open?.Dispose();
        CryptographicOperations.ZeroMemory(dataKey);
    }

    // The packets that are lost come first: they were sent before the silence that follows them or not at all.
    private void FillUpTo(long slot, int lost)
    {
        var missing = slot - nextSlot;
        if (missing <= 0)
        {
            return;
        }

        if (open is not null && missing <= PauseSlots && slot - open.FromSlot < SegmentSlots)
        {
            open.Writer.WriteGap(missing * AudioFormat.FrameSamples);
            open.LostSlots += Math.Min(lost, missing);
            nextSlot = slot;
            return;
        }

        if (!Close())
        {
            return;
        }

        Gap(GapReason.Lost, nextSlot + Math.Min(lost, missing));
        Gap(GapReason.Silence, slot);
    }

    private bool TryOpen()
    {
        if (open is not null)
        {
            return !isBlocked;
        }

        if (!HasRoomFor(NewSegmentBytes))
        {
            return false;
        }

        open = new OpenSegment(new SegmentName(copyId, track, nextNumber++), dataKey, nextSlot, SamplesAt(nextSlot));
        Hand(open.Sealer.Header);
        return true;
    }

    private void Flush()
    {
        open!.Writer.Flush();
        if (HasRoomFor(HeldBytes))
        {
            HandPages(isLast: false);
        }
    }

    // Sound waits from the first "no" of the sink to its next "yes".
    private bool HasRoomFor(int bytes)
    {
        isBlocked = !sink.HasRoomFor(bytes);
        return !isBlocked;
    }

    // True if there is no open segment any more.
    private bool Close()
    {
        if (open is null)
        {
            return true;
        }

        open.Writer.Finish();
        if (!HasRoomFor(HeldBytes))
        {
            return false;
        }

        HandPages(isLast: true);
        sink.Record(track, open.Entry(nextSlot));
        open.Dispose();
        open = null;
        return true;
    }

    private bool TryUnblock(long slot)
    {
        // What was held ends its segment; the blocked time itself is a gap.
        if (!Close() || !HasRoomFor(NewSegmentBytes))
        {
            return false;
        }

        Gap(GapReason.NotStored, slot);
        return true;
    }

    private void HandPages(bool isLast)
    {
        // A second of the longest packets is more than a chunk holds.
        var pages = open!.Pages.GetBuffer().AsSpan(0, (int)open.Pages.Length);
        while (pages.Length > SegmentSealer.ChunkContentMax)
        {
            Hand(open.Sealer.Seal(pages[..SegmentSealer.ChunkContentMax], isLast: false));
            pages = pages[SegmentSealer.ChunkContentMax..];
        }

        Hand(open.Sealer.Seal(pages, isLast));
        open.Pages.SetLength(0);
        open.FlushedSlot = nextSlot;
    }

    private void Hand(ReadOnlyMemory<byte> bytes)
    {
        open!.Hash.AppendData(bytes.Span);
        open.StoredBytes += bytes.Length;
        sink.Append(open.Name, bytes);
    }

    private void Gap(GapReason reason, long untilSlot)
    {
        if (untilSlot > nextSlot)
        {
            sink.Record(
                track,
                new TrackEntry.Gap(reason, SamplesAt(nextSlot), (untilSlot - nextSlot) * AudioFormat.FrameSamples));
            nextSlot = untilSlot;
        }
    }

    // A third chunk cannot be: what is held is a second, and the mark of the end.
    private int HeldBytes => (int)open!.Pages.Length + (2 * SegmentSealer.ChunkOverhead);

    private long SamplesAt(long slot) => (slot - startSlot) * AudioFormat.FrameSamples;

    /// <summary>The segment that is being written.</summary>
    private sealed class OpenSegment : IDisposable
    {
        public OpenSegment(SegmentName name, byte[] dataKey, long fromSlot, long fromSamples)
        {
            Name = name;
            Sealer = new SegmentSealer(name, dataKey);
            (FromSlot, FlushedSlot, FromSamples) = (fromSlot, fromSlot, fromSamples);

            // After a crash the segment has no entry yet: where it stands in its track is read from here.
            Writer = new OggOpusWriter(
                Pages, Header, new OggOpusTags("AudioRooms", [$"{SegmentTags.From}={fromSamples}"]), leaveOpen: true);
            Writer.WriteGap(Header.PreSkipSamples);
        }

        public SegmentName Name { get; }

        public SegmentSealer Sealer { get; }

        public MemoryStream Pages { get; } = new();

        public OggOpusWriter Writer { get; }

        public IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long FromSlot { get; }

        public long FromSamples { get; }

        public long FlushedSlot { get; set; }

        public long LostSlots { get; set; }

        public long StoredBytes { get; set; }

        public TrackEntry.Segment Entry(long endSlot) => new(
            Name.Number,
            StoredBytes,
            [.. Hash.GetCurrentHash()],
            FromSamples,
            (endSlot - FromSlot) * AudioFormat.FrameSamples,
            LostSlots * AudioFormat.FrameSamples);

        public void Dispose()
        {
            Writer.Dispose();
            Sealer.Dispose();
            Hash.Dispose();
            Pages.Dispose();
        }
    }
}
