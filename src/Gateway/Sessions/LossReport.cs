using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>What one device says that it lost of the room's sound. Thread-safe.</summary>
internal sealed class LossReport(GatewayMetrics metrics)
{
    /// <summary>Most packets that one acknowledgement may report, received or lost: a second of three speakers.</summary>
    private const uint PacketsMax = 150;

    private readonly RankedLock gate = new(LockRank.Leaf);
    private LossCount loss;
    private ulong? countedTo;

    /// <summary>Takes in an acknowledgement. A bound keeps one device from counting for more than it could have heard.</summary>
    /// <param name="ack">What the device received, concealed and lost.</param>
    /// <param name="hearsVoices">
    /// False for a listener of the mix: what is lost of a mix is lost behind it,
    /// and no speaker's encoder can do anything about that.
    /// </param>
    public void Add(Ack ack, bool hearsVoices)
    {
        metrics.Concealed(Math.Min(ack.Concealed, PacketsMax));
        if (!hearsVoices)
        {
            return;
        }

        using (gate.EnterScope())
        {
            if (countedTo is { } before && ack.Position > before)
            {
                var lost = ack.HasLost ? ack.Lost : ack.Concealed;
                loss.Add((long)Math.Min(ack.Position - before, PacketsMax), Math.Min(lost, PacketsMax));
            }

            countedTo = ack.Position;
        }
    }

    /// <summary>What the device lost since the last call; null if too little was sent to tell.</summary>
    public LossStep? Take()
    {
        using (gate.EnterScope())
        {
            return loss.Take();
        }
    }
}
