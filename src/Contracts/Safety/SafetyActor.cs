using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>The authenticated actor of a privileged call.</summary>
/// <param name="Name">As in the audit log: <c>user/ID</c>, or <c>operator</c> for a holder of the operator's key.</param>
/// <param name="Power">What the actor may do.</param>
/// <param name="User">The actor's account; null for a holder of the key.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.SafetyActor")]
public sealed record SafetyActor(
    [property: Id(0)] string Name,
    [property: Id(1)] AccountPower Power,
    [property: Id(2)] UserId? User)
{
    /// <summary>A holder of the operator's key, who has more power than every account.</summary>
    public static SafetyActor KeyHolder { get; } = new("operator", AccountPower.Operator, null);

    /// <summary>An actor with an account.</summary>
    public static SafetyActor Of(UserId user, AccountPower power) => new(SubjectNames.Of(user), power, user);
}
