using AudioRooms.Contracts.Users;
using Grpc.Core;

namespace AudioRooms.Gateway.Auth;

/// <summary>Who makes a call, as the authentication found out.</summary>
internal static class Caller
{
    private static readonly object Key = new();

    /// <summary>The authenticated person. A method whose row asks for a token always has one.</summary>
    public static Person Of(ServerCallContext context) => SignedIn(context).Person;

    /// <summary>The session of the token.</summary>
    public static string SessionOf(ServerCallContext context) => SignedIn(context).SessionId;

    public static void Set(ServerCallContext context, SignedInPerson person) => context.UserState[Key] = person;

    private static SignedInPerson SignedIn(ServerCallContext context) => context.UserState.TryGetValue(Key, out var person)
        ? (SignedInPerson)person
        : throw new InvalidOperationException($"{context.Method} has no row in the access table that asks for a person.");
}
