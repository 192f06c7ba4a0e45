using Orleans.Core.Internal;

namespace Orleans.StandIn.Runtime;

/// <summary>Lets others ask a grain to end or move.</summary>
internal sealed class GrainManagementExtension(IGrainContext context) : IGrainManagementExtension
{
    public ValueTask DeactivateOnIdle()
    {
        context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "Another asked the grain to deactivate."));
        return default;
    }

    public ValueTask MigrateOnIdle()
    {
        context.Migrate(RequestContext.CallContextData?.Export());
        return default;
    }
}
