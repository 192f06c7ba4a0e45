using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Rooms;

/// <summary>The listener grains of a room, and its mix. Telling them waits at most 100 ms. A dead gateway therefore delays the
/// room once, and the room does not wait for it again until it reports. A change that a gateway did not take is told again at
/// once and then with every sweep. A change that takes a person off the stage is acknowledged only when it holds everywhere: see
/// <see cref="StageHolders"/>.</summary>
internal sealed partial class AttachedGateways(
    RoomId room, IGrainFactory grains, StageHolders holders, TimeProvider time, ILogger logger)
{
    // Longer than a healthy gateway needs to answer. The next command waits at most this long.
    private static readonly TimeSpan NotifyBound = TimeSpan.FromMilliseconds(100);

    private const int AttemptsMax = 3;

    // Gateways report at least every 10 s.
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(35);

    private readonly Dictionary<string, Gateway> gateways = new(StringComparer.Ordinal);

    /// <summary>The ids of the attached gateways, in a fixed order.</summary>
    public ImmutableArray<string> Gateways =>
        [.. gateways.Keys.Where(gatewayId => gatewayId != StageLeaseHolders.Mix).Order(StringComparer.Ordinal)];

    /// <summary>True if any gateway did not take the newest change.</summary>
    public bool IsAnyBehind => gateways.Values.Any(gateway => gateway.IsBehind);

    /// <summary>Attaches a gateway that opens the room and receives its present view.</summary>
    public void Attach(string gatewayId) => gateways[gatewayId] = new Gateway(TellerOf(gatewayId), time.GetUtcNow());

    /// <summary>Attaches a gateway that reported and that this activation does not know, for example after a move. The next sweep
    /// tells it what it missed.</summary>
    public void Register(string gatewayId)
    {
        if (!gateways.ContainsKey(gatewayId))
        {
            Attach(gatewayId);
            gateways[gatewayId].IsBehind = true;
        }
    }

    public void Detach(string gatewayId) => gateways.Remove(gatewayId);

    /// <summary>Notes that a gateway reported and so answers again.</summary>
    public void Renew(string gatewayId)
    {
        if (gateways.TryGetValue(gatewayId, out var gateway))
        {
            gateway.LastSeen = time.GetUtcNow();
            gateway.IsSlow = false;
        }
    }

    /// <summary>Removes the gateways that stopped reporting.</summary>
    /// <returns>Their ids.</returns>
    public ImmutableArray<string> Expire()
    {
        var deadline = time.GetUtcNow() - Expiry;
        ImmutableArray<string> expired = [.. gateways.Where(pair => pair.Value.LastSeen < deadline).Select(pair => pair.Key)];
        foreach (var gatewayId in expired)
        {
            gateways.Remove(gatewayId);
        }

        return expired;
    }

    /// <summary>Tells every gateway of the events, in order, and waits for the ones that answer quickly.</summary>
    public async Task NotifyAsync(ImmutableArray<RoomEvent> events, RoomView view)
    {
        List<Task>? pending = null;
        foreach (var (gatewayId, gateway) in gateways)
        {
            if (gatewayId == StageLeaseHolders.Mix && !holders.MayJudge(gatewayId))
            {
                // It is asleep, and will ask before it judges anything.
                continue;
            }

            foreach (var happened in events)
            {
                var notified = ApplyAsync(gatewayId, gateway, new RoomChange(happened, view.Stage) { View = view });
                if (!gateway.IsSlow && !notified.IsCompletedSuccessfully)
                {
                    (pending ??= []).Add(notified);
                }
            }
        }

        if (pending is null)
        {
            return;
        }

        try
        {
            await Task.WhenAll(pending).WaitAsync(NotifyBound, time);
        }
        catch (TimeoutException)
        {
            foreach (var (gatewayId, gateway) in gateways)
            {
                if (gateway.UnderWay > 0)
                {
                    gateway.IsSlow = true;
                    LogSlowGateway(room.Value, gatewayId, NotifyBound.TotalMilliseconds);
                }
            }
        }
    }

    /// <summary>Tells the newest event to the gateways that did not take a change. By its version they see what else they
    /// missed.</summary>
    public void NotifyBehind(RoomEvent newest, RoomView view)
    {
        foreach (var (gatewayId, gateway) in gateways)
        {
            if (gateway is { IsBehind: true, UnderWay: 0 })
            {
                gateway.IsBehind = false;
                _ = ApplyAsync(gatewayId, gateway, new RoomChange(newest, view.Stage) { View = view });
            }
        }
    }

    private Func<RoomChange, Task<bool>> TellerOf(string gatewayId)
    {
        if (gatewayId != StageLeaseHolders.Mix)
        {
            return grains.GetGrain<IListenerGrain>(ListenerKeys.For(room, gatewayId)).ApplyAsync;
        }

        var mix = grains.GetGrain<IMixGrain>(room.Value);
        return async change =>
        {
            await mix.AdvanceAsync(change.Stage);
            return true;
        };
    }

    private async Task ApplyAsync(string gatewayId, Gateway gateway, RoomChange change)
    {
        gateway.UnderWay++;
        try
        {
            var attempts = 0;
            bool isTaken;
            do
            {
                isTaken = await TryApplyAsync(gatewayId, gateway, change);
                attempts++;
            }
            while (!isTaken && attempts < AttemptsMax);

            gateway.IsBehind |= !isTaken;
        }
        finally
        {
            gateway.UnderWay--;
        }
    }

    private async Task<bool> TryApplyAsync(string gatewayId, Gateway gateway, RoomChange change)
    {
        try
        {
            if (await gateway.Tell(change))
            {
                holders.Confirm(gatewayId, change.Stage.Epoch);
            }

            return true;
        }
        catch (Exception exception)
        {
            LogGatewayFailed(exception, room.Value, gatewayId, change.Event.Version);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Room {RoomId}: listener grain at gateway {GatewayId} did not answer within {BoundMs} ms.")]
    private partial void LogSlowGateway(string roomId, string gatewayId, double boundMs);

    [LoggerMessage(LogLevel.Warning, "Room {RoomId}: listener grain at gateway {GatewayId} did not take version {Version}.")]
    private partial void LogGatewayFailed(Exception exception, string roomId, string gatewayId, long version);

    private sealed class Gateway(Func<RoomChange, Task<bool>> tell, DateTimeOffset lastSeen)
    {
        /// <summary>Tells a change. True if the gateway judges everything that it passes on by the new stage.</summary>
        public Func<RoomChange, Task<bool>> Tell { get; } = tell;

        public DateTimeOffset LastSeen { get; set; } = lastSeen;

        /// <summary>True if the gateway did not answer in time: it is told, and not waited for.</summary>
        public bool IsSlow { get; set; }

        /// <summary>True if the gateway did not take a change: it is told again.</summary>
        public bool IsBehind { get; set; }

        /// <summary>Number of calls to this gateway that have not returned.</summary>
        public int UnderWay { get; set; }
    }
}
