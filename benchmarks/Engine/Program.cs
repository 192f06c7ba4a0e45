using AudioRooms.Benchmarks.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// What a grain call costs inside one silo, against a plain virtual call that returns a Task. The machine's noise moves
// both; compare the ratios between runs, not the times. Arguments: [rounds, default 3] [calls per round, default 200000].
var rounds = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 3;
var callsPerRound = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 200_000;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleans(silo => silo.UseLocalhostClustering());
using var host = builder.Build();
await host.StartAsync();
var grains = host.Services.GetRequiredService<IGrainFactory>();

Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, engine {typeof(IGrainFactory).Assembly.GetName().Name}");
var measurements = new CallMeasurements(grains, callsPerRound);
await measurements.WarmUpAsync();
for (var round = 1; round <= rounds; round++)
{
    Console.WriteLine($"round {round}");
    foreach (var line in await measurements.RunAsync())
    {
        Console.WriteLine("  " + line);
    }
}

await host.StopAsync();
