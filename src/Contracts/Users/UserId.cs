namespace AudioRooms.Contracts.Users;

/// <summary>Identifies a user; never reused. 26 characters of Crockford base 32, as made by
/// <see cref="Identifiers.NewId"/>.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.UserId")]
public readonly record struct UserId([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
