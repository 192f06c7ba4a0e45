using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>The loss of the room's sound that one device reports. Thread-safe.</summary>
internal sealed class LossReport(GatewayMetrics metrics)
{
    /// <summary>Most packets that one acknowledgement may report, received or lost: one second of three speakers.</summary>
    private const uint PacketsMax = 150;

    private readonly RankedLock gate = new(LockRank.Leaf);
    private LossCount loss;
    private ulong? countedTo;

    /// <summary>Takes in an acknowledgement. The bound keeps a device from reporting more than it can have heard.</summary>
    /// <param name="ack">The numbers of packets that the device received, concealed and lost.</param>
    /// <param name="hearsVoices">
    /// False for a listener of the mix. Packets of a mix are lost after the mixer, so no speaker's encoder can help.
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

    /// <summary>The loss since the last call; null if too few packets were sent to tell.</summary>
    public LossStep? Take()
    {
        using (gate.EnterScope())
        {
            return loss.Take();
        }
    }
}
