using Grpc.Core;

namespace AudioRooms.Server.Tests.Access;

/// <summary>Somebody who calls.</summary>
/// <param name="UserId">Their account; empty without one.</param>
/// <param name="Handle">Its handle.</param>
/// <param name="Headers">What they bring.</param>
/// <param name="RefreshToken">To renew their session with.</param>
internal sealed record Caller(string UserId, string Handle, Metadata Headers, string RefreshToken)
{
    public const string Password = "correct horse";

    /// <summary>True for whoever has an account that is not suspended, and so may have things.</summary>
    public bool CanOwn { get; init; } = UserId.Length > 0;
}
