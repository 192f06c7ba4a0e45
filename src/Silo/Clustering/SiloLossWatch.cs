using AudioRooms.Gateway;

namespace AudioRooms.Silo.Clustering;

/// <summary>Tells this process's gateway of every silo that the cluster has lost.</summary>
internal sealed class SiloLossWatch(IClusterMembershipService membership, SiloLosses losses) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = new HashSet<SiloAddress>();
        try
        {
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
            {
                var active = snapshot.Members.Values.Where(IsAlive).Select(member => member.SiloAddress).ToHashSet();
                var isLost = !known.IsSubsetOf(active);
                known = active;
                if (isLost)
                {
                    losses.Report();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private static bool IsAlive(ClusterMember member) =>
        member.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;
}
