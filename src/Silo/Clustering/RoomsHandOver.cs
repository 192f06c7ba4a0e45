using AudioRooms.Gateway;
using AudioRooms.Grains.Rooms;

namespace AudioRooms.Silo.Clustering;

/// <summary>
/// Hands the rooms of this silo to the other silos while their listeners are still connected. Orleans goes on placing grains on a
/// silo until it has left; what comes meanwhile moves when the silo stops.
/// </summary>
internal sealed class RoomsHandOver : IDrainPart
{
    private readonly LocalRooms rooms;
    private readonly IClusterMembershipService membership;
    private readonly SiloAddress own;

    public RoomsHandOver(LocalRooms rooms, IClusterMembershipService membership, ILocalSiloDetails silo)
    {
        this.rooms = rooms;
        this.membership = membership;
        own = silo.SiloAddress;
        rooms.HasElsewhere = () => Others().Any();
    }

    public void Cordon(bool isCordoned)
    {
        // Orleans knows no silo that is there and takes nothing.
    }

    public Task HandOverAsync(CancellationToken hurry) =>
        Others().ToList() is { Count: > 0 } others ? rooms.HandOverAsync(others, hurry) : Task.CompletedTask;

    private IEnumerable<SiloAddress> Others() => membership.CurrentSnapshot.Members.Values
        .Where(member => member.Status == SiloStatus.Active && !member.SiloAddress.Equals(own))
        .Select(member => member.SiloAddress);
}
