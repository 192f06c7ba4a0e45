using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>Adds live stream providers to silos and clients.</summary>
public static class LiveStreamHostingExtensions
{
    /// <summary>
    /// Key of the <see cref="TimeProvider"/> for live streams; the system's unless another one is registered. Orleans itself uses
    /// the one without a key.
    /// </summary>
    public const string ClockKey = "audiorooms-live-streams";

    /// <summary>
    /// Makes <c>GetStreamProvider(name)</c> return a provider of live streams. Every silo and client that publishes or subscribes
    /// needs it under the same name.
    /// </summary>
    public static ISiloBuilder AddLiveStreams(this ISiloBuilder builder, string name, Action<LiveStreamOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(builder.Services, name, configure, services => services.GetRequiredService<IGrainContextAccessor>());
        return builder;
    }

    /// <inheritdoc cref="AddLiveStreams(ISiloBuilder, string, Action{LiveStreamOptions}?)"/>
    public static IClientBuilder AddLiveStreams(
        this IClientBuilder builder, string name, Action<LiveStreamOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(builder.Services, name, configure, contextsOf: _ => null);
        return builder;
    }

    // A client has no grains, so it passes no accessor of the calling grain.
    private static void Add(
        IServiceCollection services,
        string name,
        Action<LiveStreamOptions>? configure,
        Func<IServiceProvider, IGrainContextAccessor?> contextsOf)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.AddOptions<LiveStreamOptions>(name)
            .Configure(options => configure?.Invoke(options))
            .ValidateDataAnnotations()
            .Validate(
                options => options.Lease >= 2 * options.RenewPeriod,
                "LiveStreamOptions.Lease must be at least two RenewPeriods: otherwise one lost renewal would silence a silo.")
            .ValidateOnStart();
        services.AddMetrics();
        services.TryAddKeyedSingleton(ClockKey, TimeProvider.System);
        services.TryAddSingleton<LiveStreamMetrics>();
        services.AddKeyedSingleton<IStreamProvider>(name, (provider, _) => Create(provider, name, contextsOf(provider)));
    }

    private static LiveStreamProvider Create(IServiceProvider services, string name, IGrainContextAccessor? contexts)
    {
        IGrainFactory grains = services.GetRequiredService<IGrainFactory>();
        LiveStreamNode node = new(
            name,
            services.GetRequiredService<IOptionsMonitor<LiveStreamOptions>>().Get(name),
            new ClusterHubs(grains, name),
            services.GetRequiredKeyedService<TimeProvider>(ClockKey),
            services.GetRequiredService<LiveStreamMetrics>(),
            services.GetRequiredService<ILogger<LiveStreamNode>>());
        return new LiveStreamProvider(name, node, contexts, services.GetRequiredService<DeepCopier>());
    }
}
