using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Streams;

/// <summary>Which queue a stream belongs to.</summary>
internal sealed class StreamQueues(IGrainFactory grainFactory, IOptionsMonitor<HashRingStreamQueueMapperOptions> options)
{
    internal IStreamQueueGrain Of(QualifiedStreamId stream)
    {
        var queue = (uint)stream.StreamId.GetHashCode() % (uint)options.Get(stream.ProviderName).TotalQueueCount;
        return grainFactory.GetGrain<IStreamQueueGrain>(string.Create(CultureInfo.InvariantCulture, $"{stream.ProviderName}/{queue}"));
    }

    internal IPubSubRendezvousGrain RendezvousOf(QualifiedStreamId stream) => grainFactory.GetGrain<IPubSubRendezvousGrain>(
        $"{stream.ProviderName}/{stream.StreamId.GetNamespace()}/{stream.StreamId.GetKeyAsString()}");
}
