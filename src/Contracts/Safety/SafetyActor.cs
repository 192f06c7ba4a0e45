using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>Who does something privileged, as the gateway found out.</summary>
/// <param name="Name">As the audit log has it: <c>user/ID</c>, or <c>operator</c> for whoever holds the key.</param>
/// <param name="Power">What they may do.</param>
/// <param name="User">Their account; null for the holder of the key.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.SafetyActor")]
public sealed record SafetyActor(
    [property: Id(0)] string Name,
    [property: Id(1)] AccountPower Power,
    [property: Id(2)] UserId? User)
{
    /// <summary>Whoever holds the operator's key. Stands above every account.</summary>
    public static SafetyActor KeyHolder { get; } = new("operator", AccountPower.Operator, null);

    /// <summary>Somebody with an account.</summary>
    public static SafetyActor Of(UserId user, AccountPower power) => new(SubjectNames.Of(user), power, user);
}
