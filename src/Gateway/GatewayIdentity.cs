using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway;

/// <summary>
/// Names this gateway process among others: new with every start, because what it holds does not outlive it. In a silo the name
/// says in which, so that the grains which serve this gateway live beside it.
/// </summary>
/// <param name="silo">The silo in this process; null if the gateway is a client of the cluster.</param>
internal sealed class GatewayIdentity(ILocalSiloDetails? silo = null)
{
    public string Id { get; } = silo is null
        ? Identifiers.NewId()
        : ListenerKeys.GatewayIn(
            Identifiers.NewId(), silo.SiloAddress.GetConsistentHashCode().ToString("x8", CultureInfo.InvariantCulture));
}
