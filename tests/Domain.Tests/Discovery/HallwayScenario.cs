using System.Collections.Frozen;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;

namespace AudioRooms.Domain.Tests.Discovery;

/// <summary>Rooms, and a viewer who follows "friend".</summary>
internal static class HallwayScenario
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly HallwayTaste Taste = Follows("friend");

    private static FrozenSet<string> Nothing => FrozenSet<string>.Empty;

    public static HallwayTaste Follows(params string[] people) =>
        new(people.ToFrozenSet(StringComparer.Ordinal), Apart: Nothing, Clubs: Nothing, Topics: Nothing);

    public static ListedRoom Room(
        string id, long number = 1, string owner = "stranger", string language = "en", params string[] onStage) =>
        new(id, number, owner, [.. onStage], string.Empty, [], language);

    public static ListedRooms Listed(params ListedRoom[] rooms)
    {
        var listed = new ListedRooms();
        listed.Take(listed.Compare(listed.Begin(Noon), [], Ids()), rooms);
        return listed;
    }

    public static WatchedHallway Watch(
        ListedRooms rooms, HallwayReason weakest = HallwayReason.Other, string language = "", HallwayTaste? taste = null) =>
        new(new HallwayWatch(1, new UserId("viewer"), weakest, language), taste ?? Taste, rooms);

    public static RoomCard Card(string id, int speakers = 1, int listeners = 0, RoomPhase phase = RoomPhase.Live) => new(
        new RoomId(id), id, [], "en", Person("owner"), phase, speakers, listeners, Noon, null, StagePolicy.Open, 3);

    public static Person Person(string name) => new(new UserId(name), name, name);

    public static HashSet<string> Ids(params string[] ids) => ids.ToHashSet(StringComparer.Ordinal);
}
