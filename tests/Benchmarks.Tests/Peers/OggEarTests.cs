using System.Text;
using AudioRooms.Benchmarks.Peers;
using AudioRooms.Benchmarks.Peers.Icecast;

namespace AudioRooms.Benchmarks.Tests.Peers;

public sealed class OggEarTests
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Arrivals arrivals = new(TimeProvider.System);
    private readonly OggPages pages = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Take_AnswerAndPagesInPieces_CountsEveryPacketOnce(int pieceBytes)
    {
        arrivals.Begin(Window);
        var dues = Enumerable.Range(1, OggPages.PacketsPerPage)
            .Select(number => TimeProvider.System.GetTimestamp() + number)
            .ToArray();
        byte[] stream = [.. Encoding.ASCII.GetBytes(
            "HTTP/1.0 200 OK\r\nServer: x\r\n\r\n"), .. pages.Head(), .. pages.Sound(dues), .. pages.Sound(dues)];
        var ear = new OggEar(arrivals.NoteDue);

        foreach (var piece in stream.Chunk(pieceBytes))
        {
            ear.Take(piece);
        }

        ear.IsIn.ShouldBeTrue();
        arrivals.Delivered.ShouldBe(2 * OggPages.PacketsPerPage);
    }

    [Fact]
    public void Take_ARefusal_IsNotIn()
    {
        var ear = new OggEar(arrivals.NoteDue);

        ear.Take("HTTP/1.0 404 Not here\r\n\r\n"u8);

        ear.IsIn.ShouldBeFalse();
    }

    [Fact]
    public void Take_WhatIsNotOgg_IsSaid()
    {
        var ear = new OggEar(arrivals.NoteDue);

        Should.Throw<InvalidDataException>(() =>
            ear.Take(Encoding.ASCII.GetBytes("HTTP/1.0 200 OK\r\n\r\n" + new string('x', 40))))
            .Message.ShouldBe("The stream is not Ogg.");
    }

    [Fact]
    public void Sound_APage_HasTheLengthThatIsSaid() =>
        pages.Sound(new long[OggPages.PacketsPerPage]).Length.ShouldBe(OggPages.PageBytes);
}
