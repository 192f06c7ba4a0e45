using AudioRooms.Cli.Verbs;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tests;

public sealed class WireTextTests
{
    [Fact]
    public void Words_OfAListOfTheWire_AreThoseThatSaySomething() =>
        WireText.Words<HandOrder>().ShouldBe(["first-come", "quiet-first", "first-timers-first"]);

    [Fact]
    public void Read_EveryWord_IsWhatItWasWrittenFrom()
    {
        foreach (var word in WireText.Words<ClubRole>())
        {
            WireText.Read<ClubRole>(word).Word().ShouldBe(word);
        }
    }

    [Fact]
    public void Read_Nothing_IsLeftToTheServer() => WireText.Read<RoomKind>(null).ShouldBe(RoomKind.Unspecified);
}
