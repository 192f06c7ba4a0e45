using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using Grpc.Core;

namespace AudioRooms.Gateway.Access;

/// <summary>The authenticated caller of a call.</summary>
internal static class Caller
{
    private static readonly object PersonKey = new();
    private static readonly object ActorKey = new();

    /// <summary>The person. A method whose row requires a token always has one.</summary>
    public static Person Of(ServerCallContext context) => SignedIn(context).Person;

    /// <summary>The session of the caller's token.</summary>
    public static string SessionOf(ServerCallContext context) => SignedIn(context).SessionId;

    /// <summary>The content of the caller's token.</summary>
    public static SignedInPerson SignedIn(ServerCallContext context) => Find(context)
        ?? throw new InvalidOperationException($"{context.Method} has no row in the access table that requires a person.");

    /// <summary>The content of the caller's token; null if the call needs no token and has none.</summary>
    public static SignedInPerson? Find(ServerCallContext context) =>
        context.UserState.TryGetValue(PersonKey, out var person) ? (SignedInPerson)person : null;

    /// <summary>The person or operator who makes a privileged call. A method whose row requires a power always has one.</summary>
    public static SafetyActor ActorOf(ServerCallContext context) => context.UserState.TryGetValue(ActorKey, out var actor)
        ? (SafetyActor)actor
        : throw new InvalidOperationException($"{context.Method} has no row in the access table that requires a power.");

    /// <summary>True for callers with the operator's key, and for users that were minted with it.</summary>
    public static bool IsUnlimited(ServerCallContext context) =>
        Find(context) is { IsSynthetic: true }
        || (context.UserState.TryGetValue(ActorKey, out var actor) && ReferenceEquals(actor, SafetyActor.KeyHolder));

    public static void Set(ServerCallContext context, SignedInPerson person) => context.UserState[PersonKey] = person;

    public static void Set(ServerCallContext context, SafetyActor actor) => context.UserState[ActorKey] = actor;
}
