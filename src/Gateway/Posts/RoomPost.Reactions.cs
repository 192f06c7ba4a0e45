using AudioRooms.Contracts.Rooms;
using AudioRooms.Wire.V1;
using ReactionCount = AudioRooms.Contracts.Rooms.ReactionCount;

namespace AudioRooms.Gateway.Posts;

// Reactions are counted on the way in and again on the way out: however many people react, a device gets one message per interval.
internal sealed partial class RoomPost
{
    private readonly Lock reactionGate = new();
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

    /// <summary>The reactions of the whole room, this gateway's included, come back from the listening post.</summary>
    public Task OnReactionsAsync(ReactionTally tally)
    {
        lock (reactionGate)
        {
            foreach (var (reaction, count) in tally.Counts)
            {
                Count(arrived, reaction, count);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes what people here gave since the last time; null if nothing.</summary>
    public ReactionTally? TakeGiven()
    {
        lock (reactionGate)
        {
            if (given.Count == 0)
            {
                return null;
            }

            var tally = new ReactionTally([.. given.Select(pair => new ReactionCount(pair.Key, pair.Value))]);
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
            foreach (var connection in connections.Values)
            {
                connection.Outbox.SendIfFree(encoded);
            }
        }

        encoded.Release();
    }

    private static void Count(Dictionary<string, int> counts, string reaction, int more)
    {
        counts.TryGetValue(reaction, out var before);
        counts[reaction] = before + more;
    }
}
