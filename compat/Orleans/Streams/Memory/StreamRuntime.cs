using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Streams;

/// <summary>What streams of any type need of the silo or client.</summary>
internal sealed class StreamRuntime(
    StreamQueues queues, ImplicitSubscriptions implicitSubscriptions, IOptionsMonitor<StreamPubSubOptions> options, ILoggerFactory loggers)
{
    internal StreamQueues Queues => queues;

    internal StreamConsumerExtension ConsumerOf(IGrainContext grain)
    {
        var binder = grain.GetComponent<IGrainExtensionBinder>()
            ?? throw new NotSupportedException($"{grain.GrainId} cannot subscribe to streams: it takes no extensions.");
        var (extension, _) = binder.GetOrSetExtension<StreamConsumerExtension, IStreamConsumerExtension>(
            () => new StreamConsumerExtension(grain, loggers.CreateLogger<StreamConsumerExtension>()));
        return extension;
    }

    /// <summary>The grain's implicit subscription to the stream, unless the provider has none of that kind.</summary>
    internal Guid? ImplicitSubscriptionOf(QualifiedStreamId stream, GrainId consumer) =>
        options.Get(stream.ProviderName).PubSubType == StreamPubSubType.ExplicitGrainBasedOnly ? null : implicitSubscriptions.Find(stream, consumer);

    internal bool TakesExplicitSubscriptions(string providerName) => options.Get(providerName).PubSubType != StreamPubSubType.ImplicitOnly;

    /// <summary>The grain whose turn it is.</summary>
    internal static IGrainContext RequireGrain() => RuntimeContext.Current
        ?? throw new InvalidOperationException("Subscriptions belong to grains: subscribe, resume and unsubscribe inside a grain's turn.");
}
