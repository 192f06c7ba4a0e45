using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>The creation of a room.</summary>
/// <param name="Dice">Chooses the texts and the settings as in <see cref="RoomStep.Dice"/>.</param>
/// <param name="IsStageOpen">True if everybody may take the stage.</param>
/// <param name="CoHosts">Indexes of the people to appoint.</param>
/// <param name="Guests">Indexes of the people to invite to the stage.</param>
/// <param name="Fault">0 to 3 requests a room that is not allowed; any other number requests one that is.</param>
internal sealed record RoomOpening(int Dice, bool IsStageOpen, ImmutableArray<int> CoHosts, ImmutableArray<int> Guests, int Fault)
{
    /// <summary>Exclusive upper bound of <see cref="Fault"/>.</summary>
    public const int FaultCount = 60;

    public CreateRoom Command
    {
        get
        {
            var asked = new RoomStep(RoomStepKind.ChangeSettings, 0, 0, Dice, 0).Settings;
            return new CreateRoom(
                Owner,
                Fault == 0 ? " " : " Coffee ",
                Fault == 1 ? ["a", "b", "c", "d"] : ["code "],
                Fault == 2 ? "e" : "en",
                IsStageOpen ? StagePolicy.Open : StagePolicy.Owner,
                Fault == 3 ? 0 : 3)
            {
                Settings = new RoomSettings
                {
                    Kind = asked.Kind ?? RoomKind.Open,
                    HandPolicy = asked.HandPolicy ?? HandPolicy.Everyone,
                    HandOrder = asked.HandOrder ?? HandOrder.FirstComeFirstServed,
                    Attendance = asked.Attendance ?? AttendancePrivacy.Names,
                },
                CoHosts = [.. CoHosts.Select(index => RoomStep.People[index].Id)],
                Guests = [.. Guests.Select(index => RoomStep.People[index].Id)],
            };
        }
    }

    public RoomDecision Do(RoomLimits limits, DateTimeOffset now) => Room.Create(Id, Command, limits, now);

    public override string ToString() =>
        $"\n  created with dice {Dice}, fault {Fault}, open stage {IsStageOpen}, "
        + $"co-hosts [{string.Join(' ', CoHosts)}], guests [{string.Join(' ', Guests)}]";
}
