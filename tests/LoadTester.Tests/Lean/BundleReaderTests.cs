using AudioRooms.LoadTester.Lean;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.LoadTester.Tests.Lean;

/// <summary>Compares the handwritten reader with Google.Protobuf.</summary>
public sealed class BundleReaderTests
{
    [Fact]
    public void MoveNext_RandomBundles_FindsWhatGoogleProtobufWrote()
    {
        var random = new Random(17);
        for (var round = 0; round < 200; round++)
        {
            var bundle = new Bundle { Position = (ulong)random.NextInt64(0, round % 3 == 0 ? 1 : long.MaxValue / 2) };
            for (var i = random.Next(0, 40); i > 0; i--)
            {
                var opus = new byte[random.Next(1, 1_275)];
                random.NextBytes(opus);
                bundle.Packets.Add(new MediaPacket
                {
                    Source = (uint)random.Next(0, int.MaxValue),
                    Sequence = (uint)random.Next(0, 65_536),
                    Timestamp = (uint)random.Next(),
                    Level = (uint)random.Next(0, 128),
                    Opus = ByteString.CopyFrom(opus),
                    SentAtMicros = (ulong)random.NextInt64(),
                });
            }

            if (round % 2 == 0)
            {
                bundle.End = (ulong)random.NextInt64();
            }

            BundleReader.TryOpen(new ServerMessage { Bundle = bundle }.ToByteArray(), out var reader).ShouldBeTrue();

            foreach (var (expected, index) in bundle.Packets.Select((packet, index) => (packet, index)))
            {
                reader.MoveNext().ShouldBeTrue();
                reader.Next.ShouldBe((long)bundle.Position + index + 1);
                (reader.Source, (uint)reader.Sequence, reader.SentAtMicros).ShouldBe(
                    (expected.Source, expected.Sequence, expected.SentAtMicros));
            }

            reader.MoveNext().ShouldBeFalse();
            reader.End.ShouldBe((long)bundle.End);
        }
    }

    [Fact]
    public void TryOpen_AnotherMessage_IsFalse() =>
        BundleReader.TryOpen(new ServerMessage { Pong = new Pong { SentAtMicros = 4 } }.ToByteArray(), out _).ShouldBeFalse();

    [Fact]
    public void TryOpen_Empty_IsFalse() => BundleReader.TryOpen([], out _).ShouldBeFalse();

    [Theory]
    [InlineData(new byte[] { 0x0A, 5, 1 })]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x0A, 2, 0x12, 9 })]
    [InlineData(new byte[] { 0x0A, 4, 0x12, 2, 0x31, 1 })]
    public void MoveNext_BytesThatEndTooSoon_IsNoProtobuf(byte[] message) => Should.Throw<LeanProtocolException>(() =>
    {
        BundleReader.TryOpen(message, out var reader);
        while (reader.MoveNext())
        {
        }
    });
}
