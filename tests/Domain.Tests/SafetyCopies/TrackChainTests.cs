using System.Collections.Immutable;
using System.Security.Cryptography;
using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Domain.Tests.SafetyCopies;

public sealed class TrackChainTests
{
    private const int TenSeconds = 480_000;

    // Two segments, a gap, a segment, the end.
    private static readonly ImmutableArray<(TrackRecord Record, byte[]? Stored)> Track = Write();

    [Fact]
    public void Verify_AWholeTrack_Holds() =>
        Verify(Track).ShouldBe(new TrackVerdict(5, (3 * TenSeconds) + 960, null));

    [Fact]
    public void Verify_StillRecorded_NeedsNoEnd() =>
        Verify(Track.RemoveAt(4), hasEnded: false).Fault.ShouldBeNull();

    [Fact]
    public void Verify_TheEndRemoved_IsFound() =>
        Verify(Track.RemoveAt(4)).ShouldBe(new TrackVerdict(4, (3 * TenSeconds) + 960, TrackFault.EndMissing));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Verify_ARowRemoved_IsFoundAtItsPlace(int place)
    {
        var verdict = Verify(Track.RemoveAt(place));

        (verdict.Records, verdict.Fault).ShouldBe((place, TrackFault.RecordMissing));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Verify_ARowRemovedAndTheOthersNumberedAnew_IsFound(int place)
    {
        var rest = Track.RemoveAt(place).Select((row, number) => (row.Record with { Number = number }, row.Stored));

        Verify(rest).Fault.ShouldBe(TrackFault.RecordAltered);
    }

    [Fact]
    public void Verify_TwoSegmentsExchanged_IsFound() =>
        Verify(Track.SetItem(0, (Track[0].Record, Track[1].Stored)).SetItem(1, (Track[1].Record, Track[0].Stored)))
            .ShouldBe(new TrackVerdict(0, 0, TrackFault.SegmentAltered));

    [Fact]
    public void Verify_AByteOfASegmentChanged_IsFound()
    {
        var bytes = Track[1].Stored!.ToArray();
        bytes[^1] ^= 1;

        Verify(Track.SetItem(1, (Track[1].Record, bytes)))
            .ShouldBe(new TrackVerdict(1, TenSeconds, TrackFault.SegmentAltered));
    }

    [Fact]
    public void Verify_ASegmentDeleted_IsFound() =>
        Verify(Track.SetItem(3, (Track[3].Record, null))).Fault.ShouldBe(TrackFault.SegmentMissing);

    [Fact]
    public void Verify_AGapsReasonChanged_IsFound() =>
        Verify(Track.SetItem(
            2, (Track[2].Record with { Entry = new TrackEntry.Gap(GapReason.Silence, 2 * TenSeconds, 960) }, null)))
            .ShouldBe(new TrackVerdict(2, 2 * TenSeconds, TrackFault.RecordAltered));

    [Fact]
    public void Verify_AHoleInTime_IsFound()
    {
        var first = TrackChain.Next("room", 1, null, new TrackEntry.Gap(GapReason.Lost, 0, 960));
        var second = TrackChain.Next("room", 1, first, new TrackEntry.Gap(GapReason.Lost, 961, 960));

        Verify([(first, null), (second, null)], hasEnded: false).ShouldBe(new TrackVerdict(1, 960, TrackFault.TimeBroken));
    }

    [Fact]
    public void Verify_ARowAfterTheEnd_IsFound()
    {
        var later = TrackChain.Next("room", 1, Track[4].Record, new TrackEntry.Gap(GapReason.Lost, (3 * TenSeconds) + 960, 960));

        Verify(Track.Add((later, null))).Fault.ShouldBe(TrackFault.RecordMissing);
    }

    [Theory]
    [InlineData("other", 1u)]
    [InlineData("room", 2u)]
    public void Verify_AsAnotherTrack_IsFound(string copy, uint track)
    {
        var verifier = new TrackVerifier(copy, track);

        verifier.Take(Track[0].Record, Track[0].Stored).ShouldBeFalse();
        verifier.Finish(hasEnded: true).Fault.ShouldBe(TrackFault.RecordAltered);
    }

    // Computed independently of this code: sha256 over the origin's text, then over the fields as TrackChain lists them.
    [Fact]
    public void HashOf_AKnownEntry_IsTheHashThatWasAlwaysWritten() =>
        Convert.ToHexStringLower(
            TrackChain.Next("room", 1, null, new TrackEntry.Gap(GapReason.Lost, 0, 960)).Chain.AsSpan())
            .ShouldBe("0998ded30f310966aa17567f0c90ace4e21f9e39cb7e5b684129fb05e48fa1ba");

    private static TrackVerdict Verify(IEnumerable<(TrackRecord Record, byte[]? Stored)> rows, bool hasEnded = true)
    {
        var verifier = new TrackVerifier("room", 1);
        foreach (var (record, stored) in rows)
        {
            if (!verifier.Take(record, stored))
            {
                break;
            }
        }

        return verifier.Finish(hasEnded);
    }

    private static ImmutableArray<(TrackRecord Record, byte[]? Stored)> Write()
    {
        var rows = ImmutableArray.CreateBuilder<(TrackRecord Record, byte[]? Stored)>();
        long at = 0;
        void Add(Func<long, TrackEntry> entry, byte[]? stored = null)
        {
            rows.Add((TrackChain.Next("room", 1, rows.Count == 0 ? null : rows[^1].Record, entry(at)), stored));
            at += rows[^1].Record.Entry.Samples;
        }

        void AddSegment(uint number)
        {
            byte[] stored = [(byte)number, 1, 2, 3];
            Add(from => new TrackEntry.Segment(number, 4, [.. SHA256.HashData(stored)], from, TenSeconds, 0), stored);
        }

        AddSegment(0);
        AddSegment(1);
        Add(from => new TrackEntry.Gap(GapReason.Lost, from, 960));
        AddSegment(2);
        Add(from => new TrackEntry.Ended(from));
        return rows.ToImmutable();
    }
}
