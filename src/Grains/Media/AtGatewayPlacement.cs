using System.Globalization;
using AudioRooms.Contracts.Media;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace AudioRooms.Grains.Media;

/// <summary>
/// Puts a grain on the silo of the gateway that its key names, whoever calls it first: after a move that may be the room. A
/// listener grain hands fifty packets a second and speaker to its gateway, and only within one process do they keep their order.
/// </summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AtGatewayPlacement")]
internal sealed class AtGatewayPlacement : PlacementStrategy;

/// <inheritdoc cref="AtGatewayPlacement"/>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AtGatewayPlacementAttribute() : PlacementAttribute(new AtGatewayPlacement());

/// <inheritdoc cref="AtGatewayPlacement"/>
internal sealed class AtGatewayDirector : IPlacementDirector
{
    /// <summary>
    /// The silo of the gateway; if that is not in the cluster, or the gateway has none, the silo of the caller.
    /// </summary>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (ListenerKeys.SiloOf(target.GrainIdentity.Key.ToString()!) is { } named)
        {
            foreach (var silo in silos)
            {
                if (silo.GetConsistentHashCode().ToString("x8", CultureInfo.InvariantCulture) == named)
                {
                    return Task.FromResult(silo);
                }
            }
        }

        return Task.FromResult(silos.Contains(context.LocalSilo) ? context.LocalSilo : silos[0]);
    }
}
