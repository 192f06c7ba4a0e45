using AudioRooms.Contracts.Safety;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Safety;

/// <summary>Who may change how an account stands, and to what.</summary>
public static class StandingRules
{
    /// <summary>Why this suspension is refused, or null.</summary>
    public static SafetyRejection? CheckSuspend(
        SafetyActor actor, AccountStanding standing, DateTimeOffset? until, string reason, DateTimeOffset now) =>
        CheckRank(actor, standing)
        ?? CheckReason(reason)
        ?? (until <= now || until > now.AddYears(SafetyBounds.SuspensionYearsMax) ? SafetyRejection.UntilInvalid : null);

    /// <summary>Why this reinstatement is refused, or null.</summary>
    public static SafetyRejection? CheckReinstate(SafetyActor actor, AccountStanding standing, string reason) =>
        CheckRank(actor, standing) ?? CheckReason(reason);

    /// <summary>Why this grant of a power, or its end, is refused, or null.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="standing">How the account stands.</param>
    /// <param name="power">What it is to have.</param>
    /// <param name="reason">For the audit log.</param>
    public static SafetyRejection? CheckPower(SafetyActor actor, AccountStanding standing, AccountPower power, string reason) =>
        actor.Power != AccountPower.Operator || (actor.User is not null && power == AccountPower.Operator)
            ? SafetyRejection.Outranked
        : CheckRank(actor, standing) ?? CheckReason(reason);

    /// <summary>
    /// True for 1 to <see cref="SafetyBounds.TextLengthMax"/> characters, in any number of lines, with nothing hidden in them.
    /// </summary>
    public static bool IsText(string text) => PlainText.IsText(text, SafetyBounds.TextLengthMax);

    // Nobody turns on their equals, or on themselves; whoever holds the key has none.
    private static SafetyRejection? CheckRank(SafetyActor actor, AccountStanding standing) =>
        actor.User is not null && standing.Power >= actor.Power ? SafetyRejection.Outranked : null;

    private static SafetyRejection? CheckReason(string reason) => IsText(reason) ? null : SafetyRejection.ReasonInvalid;
}
