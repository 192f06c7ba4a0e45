using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Sets up a stream provider whose events go through queues.</summary>
public interface IPersistentStreamConfigurator : INamedServiceConfigurator;

/// <summary>The same on a silo, where events are delivered.</summary>
public interface ISiloPersistentStreamConfigurator : IPersistentStreamConfigurator;

/// <summary>The same on a client, which publishes.</summary>
public interface IClusterClientPersistentStreamConfigurator : IPersistentStreamConfigurator;

public interface ISiloRecoverableStreamConfigurator : ISiloPersistentStreamConfigurator;

/// <summary>Sets up a memory stream provider.</summary>
public interface IMemoryStreamConfigurator : INamedServiceConfigurator;

public interface ISiloMemoryStreamConfigurator : IMemoryStreamConfigurator, ISiloRecoverableStreamConfigurator;

public interface IClusterClientMemoryStreamConfigurator : IMemoryStreamConfigurator, IClusterClientPersistentStreamConfigurator;

public static class PersistentStreamConfiguratorExtensions
{
    /// <summary>Which kinds of subscription the provider serves.</summary>
    public static void ConfigureStreamPubSub(
        this IPersistentStreamConfigurator configurator,
        StreamPubSubType pubsubType = StreamPubSubOptions.DEFAULT_STREAM_PUBSUB_TYPE) =>
        configurator.Configure<StreamPubSubOptions>(options => options.Configure(value => value.PubSubType = pubsubType));
}

public static class SiloPersistentStreamConfiguratorExtensions
{
    /// <summary>How events are delivered.</summary>
    public static void ConfigurePullingAgent(
        this ISiloPersistentStreamConfigurator configurator, Action<OptionsBuilder<StreamPullingAgentOptions>>? configureOptions = null) =>
        configurator.Configure(configureOptions);
}

public static class MemoryStreamConfiguratorExtensions
{
    /// <summary>Over how many queues the streams are spread. Must be the same on every silo and client.</summary>
    public static void ConfigurePartitioning(
        this IMemoryStreamConfigurator configurator, int numOfQueues = HashRingStreamQueueMapperOptions.DEFAULT_NUM_QUEUES)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numOfQueues, 1);
        configurator.Configure<HashRingStreamQueueMapperOptions>(
            options => options.Configure(value => value.TotalQueueCount = numOfQueues));
    }
}
