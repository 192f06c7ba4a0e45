using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Rooms;

namespace AudioRooms.Gateway.Tests.Rooms;

public sealed class MixOrderTests
{
    private readonly MixOrder order = new();
    private readonly List<(long Life, long Sequence)> released = [];

    [Theory]
    [InlineData("1 2 3 4", "1 2 3 4")]
    [InlineData("1 3 2 4", "1 2 3 4")]
    [InlineData("1 4 3 2 5", "1 2 3 4 5")]
    [InlineData("1 2 2 1 3 3", "1 2 3")]
    [InlineData("1 3 3 2 2 4", "1 2 3 4")]
    [InlineData("1 3 4 5 2 6", "1 3 4 5 6")] // 2 was waited for during 3 and 4
    [InlineData("7 8 6 9", "7 8 9")] // nothing before the first one that came
    public void Take_PacketsOfOneLife_AreReleasedInOrderAndOnce(string come, string expected)
    {
        foreach (var sequence in come.Split(' '))
        {
            Take(life: 1, long.Parse(sequence, System.Globalization.CultureInfo.InvariantCulture));
        }

        string.Join(' ', released.Select(packet => packet.Sequence)).ShouldBe(expected);
    }

    [Fact]
    public void Take_TheMixBeganAnew_StartsItsNumbersAnewAndDropsTheFormerOnes()
    {
        Take(life: 1, 100);
        Take(life: 1, 102);
        Take(life: 2, 0);
        Take(life: 1, 103);
        Take(life: 2, 1);

        released.ShouldBe([(1, 100), (1, 102), (2, 0), (2, 1)]);
    }

    [Fact]
    public void Flush_OneIsMissing_ReleasesWhatIsHeld()
    {
        Take(life: 1, 1);
        Take(life: 1, 3);

        order.Flush(Note);
        Take(life: 1, 2);
        Take(life: 1, 4);

        released.ShouldBe([(1, 1), (1, 3), (1, 4)]);
    }

    private void Take(long life, long sequence) =>
        order.Take(new StagePacket { Epoch = life, Sequence = sequence, Opus = [0] }, Note);

    private void Note(StagePacket packet) => released.Add((packet.Epoch, packet.Sequence));
}
