using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway;

/// <summary>
/// Identifies this gateway process. The id is new with every start, because the gateway's memory does not survive one. In a silo
/// the id contains a hash of the silo's address, so that the grains that serve this gateway are placed beside it.
/// </summary>
/// <param name="silo">The silo in this process; null if the gateway is a client of the cluster.</param>
internal sealed class GatewayIdentity(ILocalSiloDetails? silo = null)
{
    public string Id { get; } = silo is null
        ? Identifiers.NewId()
        : ListenerKeys.GatewayIn(
            Identifiers.NewId(), silo.SiloAddress.GetConsistentHashCode().ToString("x8", CultureInfo.InvariantCulture));
}
