using System.CommandLine;
using System.Globalization;
using AudioRooms.Benchmarks.Measuring;
using AudioRooms.Benchmarks.Peers;
using AudioRooms.Benchmarks.Peers.Raw;

// Started by the script beside this file, which installs missing packages and puts this process on the testers' core.
if (args is [RawServer.Verb, var transport, var count, var packets])
{
    return await RawServer.RunAsync(
        TimeProvider.System,
        transport == "udp",
        int.Parse(count, CultureInfo.InvariantCulture),
        int.Parse(packets, CultureInfo.InvariantCulture));
}

var systems = new Option<string[]>("--systems")
{
    Description = "What to compare, in this order.",
    DefaultValueFactory = _ =>
        ["interactive", "audience", "economy", "murmur-udp", "murmur-tcp", "raw-tcp", "raw-tcp-by-3", "raw-udp"],
    AllowMultipleArgumentsPerToken = true,
};
systems.AcceptOnlyFromAmong([.. Comparison.Names]);
var listeners = new Option<int[]>("--listeners")
{
    Description = "Numbers of listeners.",
    DefaultValueFactory = _ => [100, 300, 500, 1_000],
    AllowMultipleArgumentsPerToken = true,
};
var rounds = new Option<int>("--rounds") { Description = "Turns of each system.", DefaultValueFactory = _ => 2 };
var seconds = new Option<double>(
    "--seconds") { Description = "Measured time of each turn, after the warm-up.", DefaultValueFactory = _ => 10 };
var output = new Option<string?>(
    "--out") { Description = "Write the report there as JSON, and beside it as Markdown.", HelpName = "FILE.json" };
var command = new RootCommand("AudioRooms, Mumble's server, Icecast and the raw floor under the same load, in turns.")
{
    systems, listeners, rounds, seconds, output,
};
command.SetAction(async (parsed, cancellation) =>
{
    var started = TimeProvider.System.GetUtcNow();
    var machine = Machine.Describe();
    var measurements = await new Comparison(TimeProvider.System, Console.Error).RunAsync(
        parsed.GetRequiredValue(systems),
        parsed.GetRequiredValue(listeners),
        parsed.GetValue(rounds),
        TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        cancellation);
    var report = new PeersReport
    {
        Command = $"benchmarks/peers/run {string.Join(' ', args)}".TrimEnd(),
        StartedAt = started.ToString("O", CultureInfo.InvariantCulture),
        Machine = machine,
        Measurements = measurements,
    };
    Console.WriteLine(PeersPage.Table(report));
    foreach (var ratio in report.Ratios)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ratio.System}, {ratio.Listeners} listeners: "
            + $"{ratio.ToMurmurUdp:F2} x Murmur's UDP, {ratio.ToIcecast:F2} x Icecast"));
    }

    if (parsed.GetValue(output) is { } file)
    {
        await File.WriteAllTextAsync(file, report.ToJson(), cancellation);
        await File.WriteAllTextAsync(Path.ChangeExtension(file, ".md"), PeersPage.Of(report), cancellation);
    }

    return 0;
});
return await command.Parse(args).InvokeAsync();
