using AudioRooms.Audio.Sequencing;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Wire.V1;
using ReactionCount = AudioRooms.Contracts.Rooms.ReactionCount;

namespace AudioRooms.Gateway.Rooms;

// Reactions are counted on the way in and again on the way out: however many people react, a device gets one message per interval. Tallies may
// come in any order; one that comes twice is known by its number.
internal sealed partial class GatewayRoom
{
    /// <summary>A tally that is so late is none any more; after that a gateway that is gone takes no memory.</summary>
    private const long TallyMicrosMax = 60_000_000;

    private readonly Lock reactionGate = new();
    private readonly Dictionary<string, (ReplayWindow Numbers, long AtMicros)> tallied = [];
    private Dictionary<string, int> given = [];
    private Dictionary<string, int> arrived = [];

    /// <summary>Somebody here reacts.</summary>
    public void React(string reaction)
    {
        lock (reactionGate)
        {
            Count(given, reaction, 1);
        }
    }

    /// <summary>The reactions of the whole room, this gateway's included, come back from the listener grain.</summary>
    public Task OnReactionsAsync(ReactionTally tally)
    {
        lock (reactionGate)
        {
            if (!IsFirst(tally))
            {
                return Task.CompletedTask;
            }

            foreach (var (reaction, count) in tally.Counts)
            {
                Count(arrived, reaction, count);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes what people here gave since the last time; null if nothing.</summary>
    /// <param name="gatewayId">This gateway.</param>
    /// <param name="number">Higher with every call.</param>
    public ReactionTally? TakeGiven(string gatewayId, long number)
    {
        lock (reactionGate)
        {
            if (given.Count == 0)
            {
                return null;
            }

            var tally = new ReactionTally(gatewayId, number, [.. given.Select(pair => new ReactionCount(pair.Key, pair.Value))]);
            given = [];
            return tally;
        }
    }

    /// <summary>Shows everybody here, in one message, what arrived since the last time.</summary>
    public void ShowReactions()
    {
        var message = new ServerMessage { Reactions = new Reactions() };
        lock (reactionGate)
        {
            if (arrived.Count == 0)
            {
                return;
            }

            foreach (var (reaction, count) in arrived)
            {
                message.Reactions.Counts.Add(new Wire.V1.ReactionCount { Reaction = reaction, Count = (uint)count });
            }

            arrived = [];
        }

        var encoded = pool.Encode(message);
        lock (gate)
        {
            foreach (var connection in Devices())
            {
                connection.Outbox.SendIfFree(encoded);
            }
        }

        encoded.Release();
    }

    private bool IsFirst(ReactionTally tally)
    {
        var now = nowMicros();
        if (!tallied.TryGetValue(tally.GatewayId, out var known))
        {
            foreach (var (gateway, (_, atMicros)) in tallied)
            {
                if (now - atMicros > TallyMicrosMax)
                {
                    tallied.Remove(gateway);
                }
            }

            known.Numbers = new ReplayWindow();
        }

        tallied[tally.GatewayId] = (known.Numbers, now);
        return known.Numbers.Accept(tally.Number) == ReplayVerdict.New;
    }

    private static void Count(Dictionary<string, int> counts, string reaction, int more)
    {
        counts.TryGetValue(reaction, out var before);
        counts[reaction] = before + more;
    }
}
