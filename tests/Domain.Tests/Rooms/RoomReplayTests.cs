using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomReplayTests
{
    [Fact]
    public void Replay_EmptyHistory_IsNoRoom() => Room.Replay([]).ShouldBeNull();

    [Fact]
    public void Replay_HistoryWithAGap_Throws()
    {
        var created = Room.Create(Id, Command(), Limits, Noon).Events[0];

        Should.Throw<InvalidDataException>(() => Room.Replay([created, new RoomEnded(Owner.Id) { Version = 3, At = Noon }]));
    }

    [Fact]
    public void Replay_HistoryThatDoesNotBeginWithCreation_Throws() =>
        Should.Throw<InvalidDataException>(() => Room.Replay([new RoomEnded(Owner.Id) { Version = 1, At = Noon }]));
}
