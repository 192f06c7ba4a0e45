using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Rooms;

public sealed record RaisedHand(Person Person, DateTimeOffset RaisedAt, string? Question);

/// <summary>The queue of raised hands, and the mean length of a turn. The queue is stored in the order of raising, and each
/// <see cref="HandOrder"/> is computed from it. So a host can change the order at any time without losing a place.</summary>
public sealed record RaisedHands
{
    // The estimate before the first turn: a usual length of a turn.
    private static readonly TimeSpan TurnGuess = TimeSpan.FromMinutes(3);

    // The newest turn counts a quarter. So a queue that speeds up shows within a few turns, and one long answer does not upset
    // the estimate.
    private const int TurnsRemembered = 4;

    private RaisedHands()
    {
    }

    public static RaisedHands Empty { get; } = new();

    /// <summary>The hands in the order in which they were raised.</summary>
    public ImmutableArray<RaisedHand> Hands { get; private init; } = [];

    private DateTimeOffset? LastCalledAt { get; init; }

    private TimeSpan? MeanTurn { get; init; }

    /// <summary>The queue in its stored form.</summary>
    public static RaisedHands From(StoredRoom stored) =>
        new() { Hands = stored.Hands, LastCalledAt = stored.LastCalledAt, MeanTurn = stored.MeanTurn };

    /// <summary>Adds the queue to the stored form of the room.</summary>
    public StoredRoom AddTo(StoredRoom stored) => stored with { Hands = Hands, LastCalledAt = LastCalledAt, MeanTurn = MeanTurn };

    /// <summary>Mean length of a turn so far.</summary>
    public TimeSpan Turn => MeanTurn ?? TurnGuess;

    /// <summary>The user's hand, or null.</summary>
    public RaisedHand? Find(UserId user) => Hands.FirstOrDefault(hand => hand.Person.Id == user);

    /// <summary>Adds a hand, or replaces the question of a raised hand, which keeps its place.</summary>
    public RaisedHands Raise(Person person, string? question, DateTimeOffset at) => Find(person.Id) is { } hand
        ? this with { Hands = Hands.Replace(hand, hand with { Question = question }) }
        : this with { Hands = Hands.Add(new RaisedHand(person, at, question)) };

    /// <summary>Removes the user's hand.</summary>
    public RaisedHands Lower(UserId user) => this with { Hands = Hands.RemoveAll(hand => hand.Person.Id == user) };

    /// <summary>Removes the user's hand because its turn has come. The turn lasted from the previous call, or from the raising of
    /// the hand if that was later.</summary>
    public RaisedHands Call(UserId user, DateTimeOffset at)
    {
        if (Find(user) is not { } hand)
        {
            return this;
        }

        var turn = at - (LastCalledAt > hand.RaisedAt ? LastCalledAt.Value : hand.RaisedAt);
        return Lower(user) with
        {
            LastCalledAt = at,
            MeanTurn = MeanTurn is { } mean ? mean + ((turn - mean) / TurnsRemembered) : turn,
        };
    }

    /// <summary>Removes every hand; the mean length of a turn stays.</summary>
    public RaisedHands Clear() => this with { Hands = [] };

    /// <summary>The hands in the given order, next turn first.</summary>
    public ImmutableArray<RaisedHand> InOrder(HandOrder order, StageHistory history) => order switch
    {
        HandOrder.FirstComeFirstServed => Hands,

        // The sorts are stable: equal hands keep the order in which they were raised.
        HandOrder.QuietFirst => [.. Hands.OrderBy(hand => history.OpenFor(hand.Person.Id))],
        HandOrder.FirstTimersFirst => [.. Hands.OrderBy(hand => history.HasBeenOnStage(hand.Person.Id))],
    };
}
