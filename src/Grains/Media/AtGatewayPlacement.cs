using System.Globalization;
using AudioRooms.Contracts.Media;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace AudioRooms.Grains.Media;

/// <summary>Places a grain on the silo of the gateway that its key names, whichever silo calls it first; after a move that may be
/// the room's. A listener grain passes fifty packets a second and speaker to its gateway, and packets keep their order only
/// within one process.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AtGatewayPlacement")]
internal sealed class AtGatewayPlacement : PlacementStrategy;

/// <inheritdoc cref="AtGatewayPlacement"/>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AtGatewayPlacementAttribute() : PlacementAttribute(new AtGatewayPlacement());

/// <inheritdoc cref="AtGatewayPlacement"/>
internal sealed class AtGatewayDirector : IPlacementDirector
{
    /// <summary>The silo of the gateway; the caller's silo if the gateway's is not in the cluster or the gateway is in no
    /// silo.</summary>
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
