using System.Threading.Channels;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Gateway.Services.Discovery;

/// <summary>
/// One device that watches the hallway. What it has not read yet is bounded: who falls behind begins again with a picture.
/// </summary>
internal sealed class HallwayWatcher(HallwayWatches owner, HallwayWatch order) : IDisposable
{
    /// <summary>As many seconds without reading.</summary>
    private const int WaitingMax = 8;

    private readonly Channel<HallwayUpdate> updates = Channel.CreateBounded<HallwayUpdate>(WaitingMax);

    public HallwayWatch Order { get; } = order;

    /// <summary>Ends when the device was too slow or the gateway stops.</summary>
    public ChannelReader<HallwayUpdate> Updates => updates.Reader;

    public bool IsTooSlow { get; private set; }

    public void Tell(HallwayUpdate update)
    {
        if (!updates.Writer.TryWrite(update) && !updates.Reader.Completion.IsCompleted)
        {
            IsTooSlow = true;
            End();
        }
    }

    public void End() => updates.Writer.TryComplete();

    public void Dispose()
    {
        End();
        owner.Close(this);
    }
}
