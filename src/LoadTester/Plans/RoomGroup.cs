using System.Collections.Immutable;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Plans;

/// <summary>Rooms of a test that are alike.</summary>
internal sealed record RoomGroup
{
    /// <summary>What a server forwards at once if the room does not say.</summary>
    private const int ServerDefaultActive = 3;

    public required int Rooms { get; init; }

    /// <summary>Per room; 0 is a silent room.</summary>
    public required int Speakers { get; init; }

    /// <summary>Per room.</summary>
    public required int Listeners { get; init; }

    /// <summary>Share of time in which each speaker speaks; the rest is silence that is not sent.</summary>
    public double Talk { get; init; } = 1;

    /// <summary>Whether the speakers take turns instead.</summary>
    public bool TakeTurns { get; init; }

    /// <summary>How many speakers of a room are forwarded at once; 0 leaves it to the server.</summary>
    public int Active { get; init; }

    public LatencyClass Latency { get; init; } = LatencyClass.Audience;

    /// <summary>What the listeners do; whoever is left over listens.</summary>
    public ImmutableArray<CrowdShare> Crowd { get; init; } = [];

    /// <summary>Whether every speaker's every packet is meant to reach everybody; else the server chooses the loudest.</summary>
    public bool ForwardsAll => Speakers <= (Active == 0 ? ServerDefaultActive : Active);

    /// <summary>What a room's listener does.</summary>
    /// <param name="place">Which listener, from 0.</param>
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
