using System.Collections.Immutable;
using AudioRooms.Contracts.Media;

namespace AudioRooms.Grains.Media;

/// <summary>The consumers of a room's mix with their wishes and leases. Takes the time as a parameter.</summary>
internal sealed class MixConsumers(TimeSpan lease)
{
    private readonly Dictionary<string, Consumer> consumers = new(StringComparer.Ordinal);

    public int Count => consumers.Count;

    /// <summary>True if any consumer wants the whole mix.</summary>
    public bool IsWholeWanted { get; private set; }

    /// <summary>Source numbers for which any consumer wants a mix-minus.</summary>
    public ImmutableHashSet<uint> Without { get; private set; } = [];

    public void Put(string id, MixWish wish, IMixListener listener, TimeSpan now)
    {
        if (wish.IsNothing)
        {
            consumers.Remove(id);
        }
        else
        {
            consumers[id] = new Consumer(wish, listener, now + lease);
        }

        Summarize();
    }

    public void Remove(string id)
    {
        consumers.Remove(id);
        Summarize();
    }

    /// <summary>Forgets the consumers whose lease has expired, and returns their number.</summary>
    public int Expire(TimeSpan now)
    {
        var expired = 0;
        foreach (var (id, consumer) in consumers)
        {
            if (consumer.Until <= now)
            {
                consumers.Remove(id);
                expired++;
            }
        }

        Summarize();
        return expired;
    }

    /// <summary>Sends a packet to every consumer that wants this mix.</summary>
    public void Send(uint without, StagePacket packet)
    {
        foreach (var consumer in consumers.Values)
        {
            if (without == MixPackets.Source ? consumer.Wish.Whole : consumer.Wish.Without.Contains(without))
            {
                // One-way: a consumer that is gone does not answer, and its lease expires.
                _ = consumer.Listener.OnMixAsync(without, packet);
            }
        }
    }

    private void Summarize()
    {
        IsWholeWanted = false;
        var without = ImmutableHashSet.CreateBuilder<uint>();
        foreach (var consumer in consumers.Values)
        {
            IsWholeWanted |= consumer.Wish.Whole;
            without.UnionWith(consumer.Wish.Without);
        }

        Without = without.ToImmutable();
    }

    private sealed record Consumer(MixWish Wish, IMixListener Listener, TimeSpan Until);
}
