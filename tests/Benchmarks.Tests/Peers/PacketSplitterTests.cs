using AudioRooms.Benchmarks.Peers;
using AudioRooms.Benchmarks.Peers.Raw;
using AudioRooms.Testing;

namespace AudioRooms.Benchmarks.Tests.Peers;

public sealed class PacketSplitterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(240)]
    public void Take_ThreePacketsInPiecesOfAnySize_CountsThree(int pieceBytes)
    {
        var time = new ManualTime();
        var arrivals = new Arrivals(time);
        arrivals.Begin(TimeSpan.FromSeconds(1));
        var stream = new byte[3 * Payload.Bytes];
        for (var i = 0; i < 3; i++)
        {
            Payload.Write(stream.AsSpan(i * Payload.Bytes), time.GetTimestamp());
        }

        var splitter = new PacketSplitter();
        foreach (var piece in stream.Chunk(pieceBytes))
        {
            splitter.Take(piece, arrivals);
        }

        arrivals.Delivered.ShouldBe(3);
    }
}
