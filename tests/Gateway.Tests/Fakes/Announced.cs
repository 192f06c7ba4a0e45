using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A club and an event for tests that need only their existence.</summary>
internal static class Announced
{
    public static ClubView Club(string id) => new(
        id,
        ClubKind.Show,
        "Owls",
        new ClubSettings("", "", "", [], "en", ClubRoomOpeners.Leaders),
        RulesEdition: 1,
        People.Ada,
        MemberCount: 1,
        FollowerCount: 0,
        DateTimeOffset.UnixEpoch,
        ClosedAt: null,
        ClubRole.None,
        ClubPending.None,
        MayOpenRooms: false);

    public static EventView Event(string id) => new(
        id,
        new ScheduleEvent(
            People.Ada, "", false, "Lunch", "", [], "en", new DateTime(2026, 3, 27, 12, 0, 0), "Europe/Paris",
            TimeSpan.FromHours(1), "", [], []),
        CancelledAt: null,
        FollowerCount: 0,
        YouFollow: false,
        []);
}
