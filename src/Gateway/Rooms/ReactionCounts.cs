using AudioRooms.Audio.Sequencing;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;
using ReactionCount = AudioRooms.Contracts.Rooms.ReactionCount;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Reactions are counted on the way in and again on the way out: however many people react, a device gets one message per
/// interval. Tallies may come in any order; one that comes twice is known by its number. Thread-safe.
/// </summary>
internal sealed class ReactionCounts(Func<long> nowMicros)
{
    /// <summary>A tally that is so late is none any more; after that a gateway that is gone takes no memory.</summary>
    private const long TallyMicrosMax = 60_000_000;

    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly Dictionary<string, (ReplayWindow Numbers, long AtMicros)> tallied = [];
    private Dictionary<string, int> given = [];
    private Dictionary<string, int> arrived = [];

    /// <summary>Somebody here reacts.</summary>
    public void Add(string reaction)
    {
        using (gate.EnterScope())
        {
            Count(given, reaction, 1);
        }
    }

    /// <summary>The reactions of the whole room, this gateway's included, come back from the listener grain.</summary>
    public void Accept(ReactionTally tally)
    {
        using (gate.EnterScope())
        {
            if (!IsFirst(tally))
            {
                return;
            }

            foreach (var (reaction, count) in tally.Counts)
            {
                Count(arrived, reaction, count);
            }
        }
    }

    /// <summary>Takes what people here gave since the last time; null if nothing.</summary>
    /// <param name="gatewayId">This gateway.</param>
    /// <param name="number">Higher with every call.</param>
    public ReactionTally? TakeGiven(string gatewayId, long number)
    {
        using (gate.EnterScope())
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

    /// <summary>Takes what arrived since the last time, as one message for everybody; null if nothing.</summary>
    public ServerMessage? TakeArrived()
    {
        using (gate.EnterScope())
        {
            if (arrived.Count == 0)
            {
                return null;
            }

            var message = new ServerMessage { Reactions = new Reactions() };
            foreach (var (reaction, count) in arrived)
            {
                message.Reactions.Counts.Add(new Wire.V1.ReactionCount { Reaction = reaction, Count = (uint)count });
            }

            arrived = [];
            return message;
        }
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
