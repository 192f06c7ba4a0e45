using Microsoft.Extensions.Logging;
using Orleans.Streams.Filtering;

namespace Orleans.Streams;

/// <summary>What the deliveries of one queue share.</summary>
internal sealed record DeliveryContext(
    string ProviderName,
    IGrainFactory GrainFactory,
    IStreamFilter? Filter,
    TimeSpan MaxEventDeliveryTime,
    TimeProvider TimeProvider,
    ILogger Logger,
    int WaitingDeliveriesMax,
    CancellationToken Stopped)
{
    internal DeliveryRoom Room { get; } = new(WaitingDeliveriesMax);
}
