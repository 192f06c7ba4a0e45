using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Domain.Tests.SafetyCopies;

public sealed class SegmentTests
{
    private static readonly byte[] DataKey = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
    private static readonly SegmentName Name = new("room", 3, 7);
    private static readonly byte[][] Chunks = [[1, 2, 3], [], [.. Enumerable.Repeat((byte)9, 1000)]];

    [Fact]
    public void Open_AWholeSegment_IsItsContent()
    {
        var opened = SegmentOpener.Open(Name, DataKey, Sealed(Name));

        opened.Fault.ShouldBeNull();
        opened.Content.ShouldBe(Chunks.SelectMany(chunk => chunk));
        opened.Chunks.ShouldBe(3);
        opened.WholeBytes.ShouldBe(Sealed(Name).Length);
    }

    [Fact]
    public void Seal_HidesTheContent() => Sealed(Name).AsSpan().IndexOf((byte[])[9, 9, 9, 9]).ShouldBe(-1);

    [Fact]
    public void Seal_TheSameTwice_IsNeverTheSame() => Sealed(Name).ShouldNotBe(Sealed(Name));

    public static TheoryData<string, uint, uint> OtherNames => new()
    {
        { "other", 3, 7 },
        { "room", 4, 7 },
        { "room", 3, 8 },
    };

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void Open_UnderAnotherName_OpensNothing(string copy, uint track, uint number)
    {
        var opened = SegmentOpener.Open(new SegmentName(copy, track, number), DataKey, Sealed(Name));

        (opened.Fault, opened.Chunks, opened.Content.Length).ShouldBe((SegmentFault.ChunkAltered, 0, 0));
    }

    [Fact]
    public void Open_WithAnotherKey_OpensNothing() =>
        SegmentOpener.Open(Name, new byte[32], Sealed(Name)).Fault.ShouldBe(SegmentFault.ChunkAltered);

    [Fact]
    public void Open_CutAnywhere_KeepsTheWholeChunksAndSaysSo()
    {
        var stored = Sealed(Name);
        for (var length = 0; length < stored.Length; length++)
        {
            var opened = SegmentOpener.Open(Name, DataKey, stored.AsSpan(0, length));

            opened.Fault.ShouldBe(SegmentFault.CutShort, $"cut at {length}");
            opened.Content.ShouldBe(Chunks.Take(opened.Chunks).SelectMany(chunk => chunk), $"cut at {length}");
            opened.WholeBytes.ShouldBeLessThanOrEqualTo(length);
        }
    }

    [Fact]
    public void Open_AnyByteChanged_IsNotWhole()
    {
        var stored = Sealed(Name);
        for (var place = 0; place < stored.Length; place++)
        {
            var changed = stored.ToArray();
            changed[place] ^= 0x41;

            var opened = SegmentOpener.Open(Name, DataKey, changed);

            opened.Fault.ShouldNotBeNull($"byte {place}");
            opened.Content.ShouldBe(Chunks.Take(opened.Chunks).SelectMany(chunk => chunk), $"byte {place}");
        }
    }

    [Fact]
    public void Open_BytesAfterTheLastChunk_SaysSo() =>
        SegmentOpener.Open(Name, DataKey, [.. Sealed(Name), 0]).Fault.ShouldBe(SegmentFault.BytesFollow);

    [Fact]
    public void Open_TwoChunksExchanged_OpensNothingOfThem()
    {
        using var sealer = new SegmentSealer(Name, DataKey);
        var (first, second) = (sealer.Seal([1], isLast: false), sealer.Seal([2], isLast: true));

        SegmentOpener.Open(Name, DataKey, [.. sealer.Header.Span, .. second, .. first]).Chunks.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("OggS, and much more than twenty bytes of it")]
    public void Open_SomethingElse_IsNoSegment(string text)
    {
        var opened = SegmentOpener.Open(Name, DataKey, System.Text.Encoding.ASCII.GetBytes(text));

        opened.Fault.ShouldBe(text.Length == 0 ? SegmentFault.CutShort : SegmentFault.NotASegment);
        opened.Content.ShouldBeEmpty();
    }

    [Fact]
    public void Open_RandomBytes_NeverThrows()
    {
        var random = new Random(1);
        for (var run = 0; run < 2_000; run++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            "ARS1"u8[..Math.Min(4, bytes.Length)].CopyTo(bytes);

            SegmentOpener.Open(Name, DataKey, bytes).Content.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Continue_AfterACrash_EndsTheSegment()
    {
        var stored = Sealed(Name);
        var cut = SegmentOpener.Open(Name, DataKey, stored.AsSpan(0, stored.Length - 1));
        using var sealer = SegmentSealer.Continue(Name, DataKey, stored.AsSpan(0, SegmentSealer.HeaderBytes), cut.Chunks);

        byte[] mended = [.. stored.AsSpan(0, cut.WholeBytes), .. sealer.Seal([5], isLast: true)];

        var opened = SegmentOpener.Open(Name, DataKey, mended);
        opened.Fault.ShouldBeNull();
        opened.Content.ShouldBe([1, 2, 3, 5]);
    }

    // Two contents under one nonce would reveal both.
    [Fact]
    public void Continue_InThePlaceOfATornChunk_UsesAnotherNonce()
    {
        using var first = new SegmentSealer(Name, DataKey);
        using var repair = SegmentSealer.Continue(Name, DataKey, first.Header.Span, wholeChunks: 0);
        var content = new byte[64];

        first.Seal(content, isLast: true)[4..68].ShouldNotBe(repair.Seal(content, isLast: true)[4..68]);
    }

    [Fact]
    public void Seal_AfterTheLastChunk_Throws()
    {
        using var sealer = new SegmentSealer(Name, DataKey);
        sealer.Seal([], isLast: true);

        Should.Throw<InvalidOperationException>(() => sealer.Seal([], isLast: true));
    }

    [Fact]
    public void Seal_MoreThanAChunkHolds_Throws()
    {
        using var sealer = new SegmentSealer(Name, DataKey);

        Should.Throw<ArgumentOutOfRangeException>(
            () => sealer.Seal(new byte[SegmentSealer.ChunkContentMax + 1], isLast: false));
    }

    private static byte[] Sealed(SegmentName name)
    {
        using var sealer = new SegmentSealer(name, DataKey);
        return
        [
            .. sealer.Header.Span,
            .. Chunks.SelectMany((chunk, place) => sealer.Seal(chunk, isLast: place == Chunks.Length - 1)),
        ];
    }
}
