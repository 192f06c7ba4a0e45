using System.Collections.Immutable;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Plans;

/// <summary>Rooms of a test that are alike.</summary>
internal sealed record RoomGroup
{
    /// <summary>How many voices a server forwards at once by default.</summary>
    private const int ServerDefaultActive = 3;

    public required int Rooms { get; init; }

    /// <summary>Number per room; 0 for a silent room.</summary>
    public required int Speakers { get; init; }

    /// <summary>Number per room.</summary>
    public required int Listeners { get; init; }

    /// <summary>Share of time in which each speaker speaks; the rest is silence, which is not sent.</summary>
    public double Talk { get; init; } = 1;

    /// <summary>True if the speakers take turns instead.</summary>
    public bool TakeTurns { get; init; }

    /// <summary>How many voices of a room are forwarded at once; 0 leaves it to the server.</summary>
    public int Active { get; init; }

    public LatencyClass Latency { get; init; } = LatencyClass.Audience;

    /// <summary>What shares of the listeners do; all others only listen.</summary>
    public ImmutableArray<CrowdShare> Crowd { get; init; } = [];

    /// <summary>True if every packet of every speaker should reach every listener. Otherwise the server selects the loudest
    /// speakers.</summary>
    public bool ForwardsAll => Speakers <= (Active == 0 ? ServerDefaultActive : Active);

    /// <summary>What a listener of the room does; null for listening only.</summary>
    /// <param name="place">Number of the listener, from 0.</param>
    public CrowdShare? ShareOf(int place)
    {
        var before = 0;
        foreach (var share in Crowd)
        {
            before += (int)Math.Round(share.Share * Listeners);
            if (place < before)
            {
                return share;
            }
        }

        return null;
    }
}
