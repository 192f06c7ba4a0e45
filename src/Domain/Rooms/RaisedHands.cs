using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Rooms;

/// <summary>One hand in the queue.</summary>
public sealed record RaisedHand(Person Person, DateTimeOffset RaisedAt, string? Question);

/// <summary>
/// Raised hands, and how long a turn takes. The order is a question that is asked of it, not how it is kept: changing the order
/// moves nobody who would have gone first anyway.
/// </summary>
public sealed record RaisedHands
{
    // Before the first turn is known: what etiquette gives a speaker.
    private static readonly TimeSpan TurnGuess = TimeSpan.FromMinutes(3);

    // The newest turn counts a quarter: a queue that speeds up shows within a few turns, one long answer does not upset it.
    private const int TurnsRemembered = 4;

    private RaisedHands()
    {
    }

    /// <summary>Nobody's hand is up.</summary>
    public static RaisedHands Empty { get; } = new();

    /// <summary>In the order in which they were raised.</summary>
    public ImmutableArray<RaisedHand> Hands { get; private init; } = [];

    private DateTimeOffset? LastCalledAt { get; init; }

    private TimeSpan? MeanTurn { get; init; }

    /// <summary>The hands that were written down.</summary>
    public static RaisedHands From(StoredRoom stored) =>
        new() { Hands = stored.Hands, LastCalledAt = stored.LastCalledAt, MeanTurn = stored.MeanTurn };

    /// <summary>Adds the written form.</summary>
    public StoredRoom AddTo(StoredRoom stored) => stored with { Hands = Hands, LastCalledAt = LastCalledAt, MeanTurn = MeanTurn };

    /// <summary>How long a turn takes, by the turns so far.</summary>
    public TimeSpan Turn => MeanTurn ?? TurnGuess;

    /// <summary>The hand of this user, or null.</summary>
    public RaisedHand? Find(UserId user) => Hands.FirstOrDefault(hand => hand.Person.Id == user);

    /// <summary>With one more hand, or with another question for one that is up: that keeps its place.</summary>
    public RaisedHands Raise(Person person, string? question, DateTimeOffset at) => Find(person.Id) is { } hand
        ? this with { Hands = Hands.Replace(hand, hand with { Question = question }) }
        : this with { Hands = Hands.Add(new RaisedHand(person, at, question)) };

    /// <summary>Without this user's hand.</summary>
    public RaisedHands Lower(UserId user) => this with { Hands = Hands.RemoveAll(hand => hand.Person.Id == user) };

    /// <summary>
    /// Without this user's hand, whose turn has come. A turn lasts from the call before, or from when the hand went up.
    /// </summary>
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

    /// <summary>Nobody's hand; what is known of turns stays.</summary>
    public RaisedHands Clear() => this with { Hands = [] };

    /// <summary>Whose turn it is first.</summary>
    public ImmutableArray<RaisedHand> InOrder(HandOrder order, StageHistory history) => order switch
    {
        HandOrder.FirstComeFirstServed => Hands,

        // Stable sorts: ties stay in the order in which they were raised.
        HandOrder.QuietFirst => [.. Hands.OrderBy(hand => history.OpenFor(hand.Person.Id))],
        HandOrder.FirstTimersFirst => [.. Hands.OrderBy(hand => history.HasBeenOnStage(hand.Person.Id))],
    };
}
