using System.Collections.Immutable;

namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// The table of limits. A person with two thumbs does not reach these numbers, and a script exceeds them at once. Joins have no
/// limit per address, because a school, or a load test, shares one address.
/// </summary>
public static class RateLimits
{
    /// <summary>The defaults; an operator may change each.</summary>
    public static ImmutableArray<RateLimitRow> Defaults { get; } =
    [
        new(RateLimit.SignIn, "sign_in", RateRule.Minute(
            5), RateRule.Minute(30), "sign-up, sign-in, password checks; renewals count per address only"),

        // A code has 60 bits. If 200 addresses guess for a day while a million codes are open, the chance of one hit is about one
        // in a million.
        new(RateLimit.Code, "code", null, RateRule.Minute(5), "typed invitation codes"),
        new(RateLimit.OpenReading, "open_reading", null, RateRule.Minute(
            1_200), "reading without a token, and beginning an external sign-in"),
        new(RateLimit.Reading, "reading", RateRule.Minute(600), null, "all other reading"),
        new(RateLimit.Search, "search", RateRule.Minute(60), null, "searches and suggestions"),
        new(RateLimit.Account, "account", RateRule.Minute(10), null, "the caller's own account: export, sessions, devices"),
        new(RateLimit.Profile, "profile", RateRule.Minute(20), null, "changes of the caller's own profile"),
        new(RateLimit.Relation, "relation", RateRule.Minute(60), null, "follow, block, mute, and undoing them"),
        new(RateLimit.Invitation, "invitation", RateRule.Minute(
            30), null, "invitations to the service; a member can make at most 50 a day"),
        new(RateLimit.RoomCreation, "room_creation", RateRule.Hour(10), null, "rooms opened, also from events"),
        new(RateLimit.RoomCommand, "room_command", RateRule.Minute(60), null, "commands to rooms outside a connection"),
        new(RateLimit.Join, "join", RateRule.Minute(30), null, "joins of rooms, also resumed ones"),
        new(RateLimit.Hand, "hand", RateRule.Minute(6), null, "hands raised"),
        new(RateLimit.StageInvitation, "stage_invitation", RateRule.Minute(60), null, "invitations to the stage or into a room"),
        new(RateLimit.Reaction, "reaction", RateRule.Second(5, burst: 10), null, "reactions"),
        new(RateLimit.ClubFounding, "club_founding", RateRule.Hour(10), null, "clubs founded"),
        new(RateLimit.Club, "club", RateRule.Minute(60), null, "actions in clubs"),
        new(RateLimit.EventScheduling, "event_scheduling", RateRule.Hour(30), null, "events scheduled"),
        new(RateLimit.Event, "event", RateRule.Minute(60), null, "actions with events"),
        new(RateLimit.Notification, "notification", RateRule.Minute(120), null, "the caller's inbox and its settings"),
        new(RateLimit.Report, "report", RateRule.Minute(10), null, "reports and appeals; an account can make 20 reports a day"),
        new(RateLimit.Moderation, "moderation", RateRule.Minute(300), null, "work on reports"),
        new(RateLimit.Operator, "operator", RateRule.Minute(
            600), null, "calls of operators' accounts; the operator's key has no limit"),
    ];
}
