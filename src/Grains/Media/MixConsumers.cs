using System.Collections.Immutable;
using AudioRooms.Contracts.Media;

namespace AudioRooms.Grains.Media;

/// <summary>Who wants a room's mix, and until when they are believed. Pure: time is a parameter.</summary>
internal sealed class MixConsumers(TimeSpan lease)
{
    private readonly Dictionary<string, Consumer> consumers = new(StringComparer.Ordinal);

    public int Count => consumers.Count;

    /// <summary>True if somebody wants the mix of everybody.</summary>
    public bool IsWholeWanted { get; private set; }

    /// <summary>Stays on stage for whom somebody wants the mix of everybody else.</summary>
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

    /// <summary>Forgets those who have not renewed their wish, and says how many they were.</summary>
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

    /// <summary>Calls everybody who wants this mix.</summary>
    public void Send(uint without, StagePacket packet)
    {
        foreach (var consumer in consumers.Values)
        {
            if (without == MixPackets.Source ? consumer.Wish.Whole : consumer.Wish.Without.Contains(without))
            {
                // One way: whoever is gone does not answer, and its lease runs out.
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
