using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Clubs;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Clubs;

/// <summary>People and clubs that the tests of clubs share.</summary>
internal static class ClubScenario
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly ClubLimits Limits = new();
    public static readonly ClubSettings Settings = new(
        "About sound", string.Empty, string.Empty, ["sound"], "en", ClubRoomOpeners.Leaders);

    public static readonly Person Owner = Somebody("owner");
    public static readonly Person Leader = Somebody("leader");
    public static readonly Person Member = Somebody("member");
    public static readonly Person Follower = Somebody("follower");
    public static readonly Person Banned = Somebody("banned");
    public static readonly Person Invited = Somebody("invited");
    public static readonly Person Applicant = Somebody("applicant");
    public static readonly Person Outsider = Somebody("outsider");

    public static Person Somebody(string name) => new(new UserId(name), name, name);

    public static FoundClub Command(ClubKind kind, ClubSettings? settings = null, string name = "Night Owls") =>
        new(Owner, kind, name, settings ?? Settings);

    public static Club New(ClubKind kind, ClubSettings? settings = null) =>
        Club.Found("c1", Command(kind, settings), Limits, Noon).After();

    /// <summary>A club with one person in every role of its kind.</summary>
    public static Club Peopled(ClubKind kind)
    {
        var club = New(kind);
        foreach (var person in new[] { Leader, Member })
        {
            club = club.Invite(Owner.Id, person.Id, Limits, Noon).After();
            club = club.Join(person, 0, Limits, Noon).After();
        }

        club = club.Appoint(Owner.Id, Leader.Id, ClubRole.Leader, Noon).After();
        club = club.Ban(Owner.Id, Banned.Id, Noon).After();
        club = club.Invite(Owner.Id, Invited.Id, Limits, Noon).After();
        if (kind != ClubKind.Private)
        {
            club = club.Follow(Follower, Limits, Noon).After();
        }

        return kind == ClubKind.Community ? club.Apply(Applicant, string.Empty, 0, Limits, Noon).After() : club;
    }

    public static Club After(this ClubDecision decision)
    {
        decision.Rejection.ShouldBeNull();
        return decision.Next.ShouldNotBeNull();
    }
}
