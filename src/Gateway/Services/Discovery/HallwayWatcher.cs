using System.Threading.Channels;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Gateway.Services.Discovery;

/// <summary>One device that watches the hallway. Unread updates are bounded: a watch whose device does not read ends.</summary>
internal sealed class HallwayWatcher(HallwayWatchers owner, HallwayWatch order) : IDisposable
{
    /// <summary>Most unread updates; there is one a second.</summary>
    private const int WaitingMax = 8;

    private readonly Channel<HallwayUpdate> updates = Channel.CreateBounded<HallwayUpdate>(WaitingMax);

    public HallwayWatch Order { get; } = order;

    /// <summary>The updates; they end if the device was too slow or the gateway stops.</summary>
    public ChannelReader<HallwayUpdate> Updates => updates.Reader;

    public bool IsTooSlow { get; private set; }

    public void Notify(HallwayUpdate update)
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
