using Grpc.Core;

namespace AudioRooms.Server.Tests.Access;

/// <summary>A caller.</summary>
/// <param name="UserId">The account's id; empty without an account.</param>
/// <param name="Handle">The account's handle.</param>
/// <param name="Headers">The headers with token or key.</param>
/// <param name="RefreshToken">The token that renews the session.</param>
internal sealed record Caller(string UserId, string Handle, Metadata Headers, string RefreshToken)
{
    public const string Password = "correct horse";

    /// <summary>True for a caller with an account that is not suspended, who may own things.</summary>
    public bool CanOwn { get; init; } = UserId.Length > 0;
}
