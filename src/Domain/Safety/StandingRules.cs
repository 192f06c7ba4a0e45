using AudioRooms.Contracts.Safety;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Safety;

/// <summary>Rules about changing the power or suspension of an account.</summary>
public static class StandingRules
{
    /// <summary>The reason why this suspension is refused, or null.</summary>
    public static SafetyRejection? CheckSuspend(
        SafetyActor actor, AccountStanding standing, DateTimeOffset? until, string reason, DateTimeOffset now) =>
        CheckRank(actor, standing)
        ?? CheckReason(reason)
        ?? (until <= now || until > now.AddYears(SafetyBounds.SuspensionYearsMax) ? SafetyRejection.UntilInvalid : null);

    /// <summary>The reason why this reinstatement is refused, or null.</summary>
    public static SafetyRejection? CheckReinstate(SafetyActor actor, AccountStanding standing, string reason) =>
        CheckRank(actor, standing) ?? CheckReason(reason);

    /// <summary>The reason why this change of an account's power is refused, or null.</summary>
    /// <param name="power">The power that the account shall have.</param>
    public static SafetyRejection? CheckPower(SafetyActor actor, AccountStanding standing, AccountPower power, string reason) =>
        actor.Power != AccountPower.Operator || (actor.User is not null && power == AccountPower.Operator)
            ? SafetyRejection.Outranked
        : CheckRank(actor, standing) ?? CheckReason(reason);

    /// <summary>True for 1 to <see cref="SafetyBounds.TextLengthMax"/> characters in any number of lines, without invisible
    /// characters.</summary>
    public static bool IsText(string text) => PlainText.IsText(text, SafetyBounds.TextLengthMax);

    // An actor with an account must have more power than the account, and so cannot act against equals or itself. A holder of the
    // operator's key has no account and outranks all.
    private static SafetyRejection? CheckRank(SafetyActor actor, AccountStanding standing) =>
        actor.User is not null && standing.Power >= actor.Power ? SafetyRejection.Outranked : null;

    private static SafetyRejection? CheckReason(string reason) => IsText(reason) ? null : SafetyRejection.ReasonInvalid;
}
