using System.Threading.Channels;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.StandIn.Health;

/// <summary>
/// The last published status of each service, and who wants to know of changes. A watcher that is slow misses what was
/// replaced in the meantime, never the newest.
/// </summary>
internal sealed class HealthBoard
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ServingStatus> statuses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Channel<ServingStatus>>> watchers = new(StringComparer.Ordinal);

    public ServingStatus? Find(string service)
    {
        lock (gate)
        {
            return statuses.TryGetValue(service, out var status) ? status : null;
        }
    }

    public void Set(string service, ServingStatus status)
    {
        lock (gate)
        {
            if (statuses.TryGetValue(service, out var known) && known == status)
            {
                return;
            }

            statuses[service] = status;
            foreach (var watcher in watchers.GetValueOrDefault(service) ?? [])
            {
                watcher.Writer.TryWrite(status);
            }
        }
    }

    public Channel<ServingStatus> Watch(string service)
    {
        var watcher = Channel.CreateBounded<ServingStatus>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (gate)
        {
            if (!watchers.TryGetValue(service, out var ofService))
            {
                watchers[service] = ofService = [];
            }

            ofService.Add(watcher);
        }

        return watcher;
    }

    public void Unwatch(string service, Channel<ServingStatus> watcher)
    {
        lock (gate)
        {
            if (watchers.TryGetValue(service, out var ofService) && ofService.Remove(watcher) && ofService.Count == 0)
            {
                watchers.Remove(service);
            }
        }
    }
}
