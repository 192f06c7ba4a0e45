using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class StageGateTests
{
    private readonly StageGate gate = new();

    [Fact]
    public void Judge_OnStageUnmuted_Passes()
    {
        gate.Advance(Stage(epoch: 2, (Source: 7, Muted: false)));

        gate.Judge(Packet(source: 7, epoch: 2)).ShouldBe(StageVerdict.Pass);
    }

    [Fact]
    public void Judge_OnStageMuted_IsMuted()
    {
        gate.Advance(Stage(epoch: 3, (Source: 7, Muted: true)));

        gate.Judge(Packet(source: 7, epoch: 2)).ShouldBe(StageVerdict.Muted);
    }

    [Fact]
    public void Judge_LeftTheStage_IsAGhost()
    {
        gate.Advance(Stage(epoch: 2, (Source: 7, Muted: false)));
        gate.Advance(Stage(epoch: 3));

        gate.Judge(Packet(source: 7, epoch: 2)).ShouldBe(StageVerdict.Ghost);
    }

    [Fact]
    public void Judge_NewerStageThanKnown_IsEarly()
    {
        gate.Advance(Stage(epoch: 2));

        gate.Judge(Packet(source: 8, epoch: 4)).ShouldBe(StageVerdict.Early);
    }

    [Fact]
    public void Advance_OlderStage_IsIgnored()
    {
        gate.Advance(Stage(epoch: 5));

        gate.Advance(Stage(epoch: 4, (Source: 7, Muted: false))).ShouldBeFalse();

        gate.Judge(Packet(source: 7, epoch: 4)).ShouldBe(StageVerdict.Ghost);
    }

    private static StagePacket Packet(uint source, long epoch) => new() { Source = source, Epoch = epoch, Opus = [0] };

    private static StageView Stage(long epoch, params (uint Source, bool Muted)[] members) => new(
        epoch,
        [.. members.Select(member => new StageMember(
            new Person(new UserId($"u{member.Source}"), "handle", "Name"), member.Source, member.Muted))]);
}
