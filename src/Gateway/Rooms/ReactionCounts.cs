using AudioRooms.Audio.Sequencing;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;
using ReactionCount = AudioRooms.Contracts.Rooms.ReactionCount;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Counts reactions at the gateway where they are given and again where they are shown: however many people react, a device gets
/// one message per interval. Tallies may come in any order; a tally that comes twice is recognised by its number. Thread-safe.
/// </summary>
internal sealed class ReactionCounts(Func<long> nowMicros)
{
    /// <summary>
    /// How long a gateway's last number is remembered: a later tally is out of date anyway, and a gateway that is gone must not
    /// take memory.
    /// </summary>
    private const long TallyMicrosMax = 60_000_000;

    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly Dictionary<string, (ReplayWindow Numbers, long AtMicros)> tallied = [];
    private Dictionary<string, int> given = [];
    private Dictionary<string, int> arrived = [];

    /// <summary>Counts a reaction of a person here.</summary>
    public void Add(string reaction)
    {
        using (gate.EnterScope())
        {
            Count(given, reaction, 1);
        }
    }

    /// <summary>
    /// Takes a tally from the listener grain. It brings the reactions of the whole room, also those given here.
    /// </summary>
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

    /// <summary>Takes the reactions that were given here since the last call; null if there are none.</summary>
    /// <param name="gatewayId">This gateway.</param>
    /// <param name="number">Higher with each call.</param>
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

    /// <summary>
    /// Takes the reactions that arrived since the last call, as one message for all devices; null if there are none.
    /// </summary>
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
