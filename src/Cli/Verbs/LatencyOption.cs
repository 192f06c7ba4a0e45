using System.CommandLine;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <c>--latency</c>: the same option for all verbs that listen.
internal static class LatencyOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--latency")
        {
            Description = "How long the server may hold packets back: 20, 60 or 120 ms, or a second.",
            DefaultValueFactory = _ => "audience",
        };
        option.AcceptOnlyFromAmong("interactive", "audience", "economy", "broadcast");
        return option;
    }

    public static LatencyClass Parse(string text) => text switch
    {
        "interactive" => LatencyClass.Interactive,
        "audience" => LatencyClass.Audience,
        "economy" => LatencyClass.Economy,
        "broadcast" => LatencyClass.Broadcast,
        _ => throw new CliException(
            "bad_latency", $"\"{text}\" is not a latency class.", "Use interactive, audience, economy or broadcast."),
    };
}
