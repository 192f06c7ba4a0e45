using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Rooms;

/// <summary>A room and its people.</summary>
internal static class RoomScenario
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly RoomLimits Limits = new();
    public static readonly RoomId Id = new("room");
    public static readonly Person Owner = Somebody("owner");
    public static readonly Person Guest = Somebody("guest");

    public static Person Somebody(string name) => new(new UserId(name), name, name);

    public static CreateRoom Command(
        string title = "Coffee",
        ImmutableArray<string>? topics = null,
        string language = "en",
        StagePolicy policy = StagePolicy.Open,
        int activeSpeakers = 3) =>
        new(Owner, title, topics ?? ["code"], language, policy, activeSpeakers);

    public static Room Live(StagePolicy policy = StagePolicy.Open) =>
        Room.Create(Id, Command(policy: policy), Limits, Noon).Next.ShouldNotBeNull();

    public static Room Live(RoomSettings settings) =>
        Room.Create(Id, Command() with { Settings = settings }, Limits, Noon).Next.ShouldNotBeNull();

    /// <summary>The result of a command by a person without followers on stage.</summary>
    public static RoomDecision Ask(this Room room, Person actor, RoomCommand command) =>
        room.Decide(actor, command, isFollowed: false, Limits, Noon);

    public static Room After(this RoomDecision decision)
    {
        decision.Rejection.ShouldBeNull();
        return decision.Next.ShouldNotBeNull();
    }
}
