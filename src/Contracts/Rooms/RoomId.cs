namespace AudioRooms.Contracts.Rooms;

/// <summary>Identifies a room; never reused. 26 characters of Crockford base 32, as made by
/// <see cref="Identifiers.NewId"/>.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomId")]
public readonly record struct RoomId([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
