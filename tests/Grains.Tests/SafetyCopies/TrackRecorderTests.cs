using AudioRooms.Audio.Ogg;
using AudioRooms.Contracts.Media;
using AudioRooms.Domain.SafetyCopies;
using AudioRooms.Grains.SafetyCopies;

namespace AudioRooms.Grains.Tests.SafetyCopies;

public sealed class TrackRecorderTests : IDisposable
{
    private const int Second = 50;
    private const int Samples = 960;

    private static readonly byte[] DataKey = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    private readonly MemorySink sink = new();
    private readonly TrackRecorder recorder;
    private long sequence;

    public TrackRecorderTests() =>
        recorder = new TrackRecorder("room", 1, DataKey, sink, startSlot: 100, recordedSlots: 0, firstSegment: 0, nowSlot: 100);

    public void Dispose() => recorder.Dispose();

    [Fact]
    public void Take_25SecondsOfSpeech_ThreeSegments()
    {
        Speak(100, 25 * Second);
        recorder.End(100 + (25 * Second)).ShouldBeTrue();

        Durations().ShouldBe(["sound 10.00", "sound 10.00", "sound 5.00", "end 25.00"]);
        ShouldBeWhole();
    }

    [Fact]
    public void Take_EachPacket_IsStoredAsItWasSent()
    {
        Speak(100, 3 * Second);
        recorder.End(100 + (3 * Second));

        var packets = PacketsOf(sink.Segments.Keys.Single());
        packets.Skip(1).Take(3 * Second).Select((packet, number) => packet.SequenceEqual(Opus(number))).ShouldAllBe(same => same);
    }

    [Fact]
    public void Take_ALongSilence_IsAGapAndNoSound()
    {
        Speak(100, 2 * Second);
        Speak(100 + (7 * Second), 2 * Second);
        recorder.End(100 + (9 * Second));

        Durations().ShouldBe(["sound 2.00", "Silence 5.00", "sound 2.00", "end 9.00"]);
        ShouldBeWhole();
    }

    [Fact]
    public void Take_AShortSilence_StaysInTheSegment()
    {
        Speak(100, 2 * Second);
        Speak(100 + (2 * Second) + 20, 2 * Second);
        recorder.End(100 + (4 * Second) + 20);

        Durations().ShouldBe(["sound 4.40", "end 4.40"]);
        ShouldBeWhole();
    }

    [Fact]
    public void Take_FivePacketsLost_AreCountedAndTimeGoesOn()
    {
        Speak(100, Second);
        sequence += 5;
        Speak(105 + Second, Second);
        recorder.End(105 + (2 * Second));

        Durations().ShouldBe(["sound 2.10", "end 2.10"]);
        sink.Entries.OfType<TrackEntry.Segment>().Single().LostSamples.ShouldBe(5 * Samples);
        ShouldBeWhole();
    }

    [Fact]
    public void Take_ThreeSecondsLost_AreAGapOfTheirOwn()
    {
        Speak(100, Second);
        sequence += 3 * Second;
        Speak(100 + (4 * Second), Second);
        recorder.End(100 + (5 * Second));

        Durations().ShouldBe(["sound 1.00", "Lost 3.00", "sound 1.00", "end 5.00"]);
    }

    [Fact]
    public void Tick_AfterASecondOfSilence_EndsTheSegment()
    {
        Speak(100, Second);
        recorder.Tick(100 + Second + TrackRecorder.PauseSlots);
        sink.Entries.ShouldBeEmpty();

        recorder.Tick(100 + Second + TrackRecorder.PauseSlots + 1);

        Durations().ShouldBe(["sound 1.00"]);
    }

    [Fact]
    public void Take_ASecondOfSound_IsHandedOver()
    {
        Speak(100, Second - 1);
        sink.Segments.Values.Single().Length.ShouldBe(SegmentSealer.HeaderBytes);

        Speak(100 + Second - 1, 1);

        Opened(sink.Segments.Keys.Single()).Chunks.ShouldBe(1);
    }

    [Fact]
    public void Take_TheStoreHasNoRoom_IsAGapNotStored()
    {
        Speak(100, 2 * Second);
        sink.HasRoom = false;
        Speak(100 + (2 * Second), 5 * Second);
        sink.HasRoom = true;
        Speak(100 + (7 * Second), 2 * Second);
        recorder.End(100 + (9 * Second)).ShouldBeTrue();

        // The second that was held when the store said no is not lost.
        Durations().ShouldBe(["sound 3.00", "NotStored 4.00", "sound 2.00", "end 9.00"]);
        ShouldBeWhole();
    }

    [Fact]
    public void End_TheStoreHasNoRoom_IsToldAndTriedAgain()
    {
        Speak(100, Second + 10);
        sink.HasRoom = false;
        recorder.End(110 + Second).ShouldBeFalse();
        recorder.End(130 + Second).ShouldBeFalse();
        sink.HasRoom = true;

        recorder.End(150 + Second).ShouldBeTrue();

        Durations().ShouldBe(["sound 1.20", "NotStored 0.80", "end 2.00"]);
        ShouldBeWhole();
    }

    [Fact]
    public void Take_TheStoreHasNoRoomFromTheBeginning_IsAGapNotStored()
    {
        sink.HasRoom = false;
        Speak(100, 3 * Second);
        sink.HasRoom = true;
        Speak(100 + (3 * Second), Second);
        recorder.End(100 + (4 * Second));

        Durations().ShouldBe(["NotStored 3.00", "sound 1.00", "end 4.00"]);
        ShouldBeWhole();
    }

    [Fact]
    public void TrackRecorder_AfterAnotherRecorder_NamesTheGapBetween()
    {
        using var second = new TrackRecorder(
            "room", 1, DataKey, sink, startSlot: 100, recordedSlots: 3 * Second, firstSegment: 1, nowSlot: 100 + (5 * Second));
        second.End(100 + (5 * Second));

        sink.Entries.ShouldBe(
        [
            new TrackEntry.Gap(GapReason.RecorderMoved, 3 * Second * Samples, 2 * Second * Samples),
            new TrackEntry.Ended(5 * Second * Samples),
        ]);
    }

    [Fact]
    public void Take_AfterTheEnd_IsLeftOut()
    {
        Speak(100, Second);
        recorder.End(100 + Second);
        Speak(100 + Second, Second);

        Durations().ShouldBe(["sound 1.00", "end 1.00"]);
    }

    [Fact]
    public void Take_TheLongestPackets_AreStoredWhole()
    {
        for (var number = 0; number < 12 * Second; number++)
        {
            recorder.Take(Packet(100 + number, [.. Enumerable.Repeat((byte)(9 << 3), 1_275)]), 100 + number);
        }

        recorder.End(100 + (12 * Second));
        Durations().ShouldBe(["sound 10.00", "sound 2.00", "end 12.00"]);
        ShouldBeWhole();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Take_AnythingAtAnyTime_SegmentsAndGapsLastAsLongAsTheTrack(int seed)
    {
        var random = new Random(seed);
        long slot = 100;
        for (var step = 0; step < 20_000; step++)
        {
            switch (random.Next(1_000))
            {
                case 0: slot += random.Next(2_000); break;
                case 1: sequence += random.Next(300); slot += random.Next(300); break;
                case 2: sink.HasRoom = !sink.HasRoom; break;
                case 3: recorder.Tick(slot); break;
                case < 50: slot += random.Next(3); break;
                default: break;
            }

            Speak(slot++, 1);
        }

        sink.HasRoom = true;
        recorder.End(slot).ShouldBeTrue();

        ShouldBeWhole();
        sink.Entries[^1].FromSamples.ShouldBe((slot - 100) * Samples);
    }

    // Cut where a crash may cut: at any byte after the last piece that was handed over.
    [Fact]
    public void Repair_CutAnywhere_KeepsWhatWasHandedOverAndPlays()
    {
        Speak(100, 5 * Second);
        recorder.End(100 + (5 * Second));
        var name = sink.Segments.Keys.Single();
        var stored = sink.Segments[name].ToArray();
        for (var length = 0; length < stored.Length; length += 7)
        {
            var repaired = SegmentRepair.Repair(name, DataKey, stored[..length]);

            var whole = sink.Steps.Count(step => step.Length <= length) - 1;
            if (whole < 1)
            {
                repaired.ShouldBeNull($"cut at {length}");
                continue;
            }

            repaired.ShouldNotBeNull($"cut at {length}");
            repaired.Entry.Samples.ShouldBe(whole * Second * Samples, $"cut at {length}");
            SegmentOpener.Open(name, DataKey, repaired.Bytes).Fault.ShouldBeNull();
            DecodedSamples(SegmentOpener.Open(name, DataKey, repaired.Bytes).Content).ShouldBe(repaired.Entry.Samples);
        }
    }

    [Fact]
    public void Repair_AWholeSegment_StaysAsItIs()
    {
        Speak(100, Second);
        recorder.End(100 + Second);
        var (name, stored) = (sink.Segments.Keys.Single(), sink.Segments.Values.Single().ToArray());

        var repaired = SegmentRepair.Repair(name, DataKey, stored);

        repaired!.Bytes.ShouldBe(stored);
        repaired.Entry.ShouldBe(sink.Entries[0]);
    }

    [Fact]
    public void Repair_SomethingElse_IsNull() =>
        SegmentRepair.Repair(new SegmentName("room", 1, 0), DataKey, [1, 2, 3]).ShouldBeNull();

    private void Speak(long slot, int packets)
    {
        for (var number = 0; number < packets; number++, slot++)
        {
            recorder.Take(Packet(slot, Opus(sequence)), slot);
        }
    }

    private StagePacket Packet(long slot, byte[] opus) => new()
    {
        Source = 1,
        Sequence = sequence++,
        Timestamp = unchecked((uint)(slot * Samples)),
        Opus = opus,
    };

    private static byte[] Opus(long number) => [9 << 3, (byte)number, (byte)(number >> 8), 1, 2, 3];

    private OpenedSegment Opened(SegmentName name) => SegmentOpener.Open(name, DataKey, sink.Segments[name].ToArray());

    private List<string> Durations() => [.. sink.Entries.Select(entry => entry switch
    {
        TrackEntry.Segment => FormattableString.Invariant($"sound {entry.Samples / 48_000.0:0.00}"),
        TrackEntry.Gap gap => FormattableString.Invariant($"{gap.Reason} {entry.Samples / 48_000.0:0.00}"),
        _ => FormattableString.Invariant($"end {entry.FromSamples / 48_000.0:0.00}"),
    })];

    private List<byte[]> PacketsOf(SegmentName name)
    {
        using var stream = new MemoryStream(Opened(name).Content);
        OggOpusReader.TryOpen(stream, out var reader, out _).ShouldBeTrue();
        List<byte[]> packets = [];
        while (reader!.TryReadPacket(out var packet))
        {
            packets.Add(packet.ToArray());
        }

        return packets;
    }

    private static long DecodedSamples(byte[] content)
    {
        using var stream = new MemoryStream(content);
        OggOpusReader.TryOpen(stream, out var reader, out _).ShouldBeTrue();
        while (reader!.TryReadPacket(out _))
        {
        }

        reader.Error.ShouldBe(OggError.None);
        return reader.GranulePosition - reader.Header.PreSkipSamples;
    }

    // Each segment opens and plays for as long as its entry says, and the chain of the entries has no hole in time.
    private void ShouldBeWhole()
    {
        var verifier = new TrackVerifier("room", 1);
        TrackRecord? last = null;
        foreach (var entry in sink.Entries)
        {
            last = TrackChain.Next("room", 1, last, entry);
            byte[]? stored = null;
            if (entry is TrackEntry.Segment segment)
            {
                var name = new SegmentName("room", 1, segment.Number);
                stored = sink.Segments[name].ToArray();
                var opened = Opened(name);
                opened.Fault.ShouldBeNull();
                DecodedSamples(opened.Content).ShouldBe(segment.Samples);
            }

            verifier.Take(last, stored).ShouldBeTrue($"{entry}: {verifier.Finish(hasEnded: false).Fault}");
        }

        verifier.Finish(hasEnded: true).Fault.ShouldBeNull();
    }
}
