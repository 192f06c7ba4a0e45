using Microsoft.Extensions.DependencyInjection;
using Orleans.StandIn.Runtime;

namespace Orleans.StandIn.Hosting;

/// <summary>Registers what silos and clients both need to make calls.</summary>
internal static class CallServices
{
    public static void AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<GrainTypes>();
        services.AddSingleton<GrainReferenceFactory>();
        services.AddSingleton<LocalObjects>();
        services.AddSingleton<CallClock>();
        services.AddMetrics();
        services.AddSingleton<CallInstruments>();
        services.AddSingleton<CallEngine>();
        services.AddSingleton<IGrainReferenceRuntime>(static provider => provider.GetRequiredService<CallEngine>());
        services.AddSingleton<GrainFactory>();
    }

    public static void AddCallTesting(this IServiceCollection services) =>
        services.AddOptions<CallTestingOptions>().Configure(static options => options.SerializeCalls |=
            Environment.GetEnvironmentVariable(CallTestingOptions.SerializeCallsVariable) == "1");
}
