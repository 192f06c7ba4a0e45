using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Rooms;

/// <summary>A room's answer: the value that was asked for, or the reason for a refusal.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomReply`1")]
public readonly record struct RoomReply<T>(
    [property: Id(0)] T? Value,
    [property: Id(1)] RoomRejection? Rejection)
    where T : class
{
    /// <summary>
    /// Not null for a command that is carried out and may not be acknowledged yet: somebody may still judge by a stage that is
    /// older than this epoch. Wait for <see cref="IRoomGrain.SettleStageAsync"/>, or use
    /// <see cref="SettledRooms.SettledAsync"/>.
    /// </summary>
    [Id(2)]
    public long? UnsettledEpoch { get; init; }

    /// <summary>True if there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>The answer of a command that succeeded.</summary>
    public static implicit operator RoomReply<T>(T value) => new(value, null);

    /// <summary>The answer of a command that was refused.</summary>
    public static implicit operator RoomReply<T>(RoomRejection rejection) => new(null, rejection);
}
