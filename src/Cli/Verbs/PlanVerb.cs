using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AudioRooms.Cli.Capacity;
using Spectre.Console;

namespace AudioRooms.Cli.Verbs;

/// <summary><c>plan</c>: what a number of listeners needs, on paper.</summary>
internal static class PlanVerb
{
    private const double ListenersMax = 100_000_000;
    private const double Giga = 1e9;
    private const double Mebi = 1_048_576;

    /// <summary>Listeners of the table's rows, in rooms of fifty.</summary>
    private static readonly long[] Sizes = [10_000, 100_000, 1_000_000, 10_000_000];

    private const int TableListenersPerRoom = 50;

    public static Command Create(CliContext context)
    {
        var listeners = new Option<long>("--listeners")
        {
            Description = "People who listen at the same time; without it a table of sizes.",
        }.Within(1, ListenersMax);
        var rooms = new Option<long?>("--rooms")
        {
            Description = "Rooms that are live at the same time; one for fifty listeners if left out.",
        }.Within(1, ListenersMax);
        var latency = LatencyOption.Create();
        var talk = new Option<double>("--talk")
        {
            Description = "Voices that talk at once in a room, over time; 0.5 is one voice half of the time.",
            DefaultValueFactory = _ => 1,
        }.Within(0.01, 10);
        var cores = new Option<int>("--cores")
        {
            Description = "Processors of a process.", DefaultValueFactory = _ => 4,
        }.Within(1, 128);
        var use = new Option<double>("--use")
        {
            Description = "Share of its processors that a process may use.", DefaultValueFactory = _ => 0.6,
        }.Within(0.1, 0.9);
        var spread = new Option<string>("--spread")
        {
            Description = "Whether listeners of a room come to any gateway, or together to few.",
            DefaultValueFactory = _ => "any",
        };
        spread.AcceptOnlyFromAmong("any", "together");
        var verb = new Command("plan", "Say how many silos, gateways, what network and what database so many listeners need.")
        {
            listeners, rooms, latency, talk, cores, use, spread,
        };
        verb.Validators.Add(result =>
        {
            if (result.GetResult(rooms) is not { } wished)
            {
                return;
            }

            if (result.GetResult(listeners) is not { } wanted)
            {
                result.AddError("--rooms goes with --listeners.");
            }
            else if (NumberIn(wished) is { } many && NumberIn(wanted) is { } people && many > people)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--rooms takes at most one room for each listener, {people:#,0} here, not {many:#,0}."));
            }
        });
        verb.SetAction(parsed =>
        {
            CapacityPlan Plan(long people, long? wished) => CapacityModel.Plan(
                new CapacityDemand(people, wished ?? Math.Max(1, people / TableListenersPerRoom))
                {
                    Tick = TickOf(parsed.GetRequiredValue(latency)),
                    Voices = parsed.GetValue(talk),
                    Cores = parsed.GetValue(cores),
                    Use = parsed.GetValue(use),
                    IsTogether = parsed.GetRequiredValue(spread) == "together",
                },
                CapacityFigures.Costs);

            var asJson = parsed.GetValue(GlobalOptions.Json);
            if (parsed.GetValue(listeners) is > 0 and var people)
            {
                Show(context, Plan(people, parsed.GetValue(rooms)), asJson);
            }
            else
            {
                Show(context, [.. Sizes.Select(size => Plan(size, null))], asJson);
            }
        });
        return verb;
    }

    /// <summary>Writes one plan.</summary>
    private static void Show(CliContext context, CapacityPlan plan, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(context.Out, Facts(plan));
            return;
        }

        var (demand, limits, costs) = (plan.Demand, plan.Limits, CapacityFigures.Costs);
        void Line(string what, params FormattableString[] told) =>
            context.Out.WriteLine($"{what,-9} {string.Concat(told.Select(FormattableString.Invariant))}");
        Line(
            "for",
            $"{demand.Listeners:#,0} listeners in {demand.Rooms:#,0} rooms, {demand.Voices:0.##} voices a room, ",
            $"a write every {demand.Tick.TotalMilliseconds:0} ms, with TLS");
        Line(
            "gateways",
            $"{plan.Gateways:#,0} of {demand.Cores} processors, used to {demand.Use:0 %}; ",
            $"{demand.Listeners / plan.Gateways:#,0} listeners and {plan.GatewayBytes / Mebi:#,0} MiB each");
        Line("silos", $"{plan.Silos:#,0} of {demand.Cores} processors; {plan.SiloCores:#,0.0} of them at work");
        Line(
            "network",
            $"{plan.ToListeners / Giga:#,0.00} Gbit/s to listeners, {plan.ToListeners / plan.Gateways / Giga:0.00} a gateway; ",
            $"{plan.FromSpeakers / Giga:#,0.00} from speakers; {plan.Between / Giga:#,0.00} from silos to gateways");
        Line("database", $"PostgreSQL, {plan.Commits:#,0} transactions a second, up to {plan.Connections:#,0} connections");
        Line("rooms", $"each at {plan.GatewaysPerRoom:#,0.0} gateways");
        Line("next", $"{limits[0].Name}: {limits[0].Share:0 %} of what it bears; {limits[0].Remedy}");
        foreach (var limit in limits.Skip(1))
        {
            Line("", $"{limit.Name}: {limit.Share:0 %}");
        }

        foreach (var assumed in costs.Assumed)
        {
            Line("assumed", $"{assumed}");
        }

        Line("measured", $"{string.Join(", ", CapacityFigures.Sources)}; docs/capacity.md says how");
    }

    /// <summary>Writes the table of sizes.</summary>
    private static void Show(CliContext context, IReadOnlyList<CapacityPlan> plans, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(context.Out, plans.Select(Facts));
            return;
        }

        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns(
            "listeners", "rooms", "gateways", "silos", "Gbit/s out", "Gbit/s between", "transactions/s", "next bottleneck");
        foreach (var plan in plans)
        {
            table.AddRow(
                Number(plan.Demand.Listeners),
                Number(plan.Demand.Rooms),
                Number(plan.Gateways),
                Number(plan.Silos),
                Number(plan.ToListeners / Giga, "#,0.0"),
                Number(plan.Between / Giga, "#,0.0"),
                Number(plan.Commits),
                string.Create(CultureInfo.InvariantCulture, $"{plan.Limits[0].Name}, {plan.Limits[0].Share:0 %}"));
        }

        PlainTable.Write(context.Out, table);
    }

    // What is no number is refused by the parser, but later.
    private static long? NumberIn(OptionResult typed) =>
        typed.Tokens is [var only] && long.TryParse(only.Value, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object Facts(CapacityPlan plan) => new
    {
        plan.Demand.Listeners,
        plan.Demand.Rooms,
        plan.Gateways,
        gatewayCores = Math.Round(plan.GatewayCores, 1),
        gatewayBytes = Math.Round(plan.GatewayBytes),
        plan.Silos,
        siloCores = Math.Round(plan.SiloCores, 1),
        gatewaysPerRoom = Math.Round(plan.GatewaysPerRoom, 2),
        network = new
        {
            toListenersBitsPerSecond = Math.Round(plan.ToListeners),
            fromSpeakersBitsPerSecond = Math.Round(plan.FromSpeakers),
            betweenBitsPerSecond = Math.Round(plan.Between),
        },
        database = new { transactionsPerSecond = Math.Round(plan.Commits, 1), plan.Connections },
        limits = plan.Limits.Select(limit => new { limit.Name, share = Math.Round(limit.Share, 3), limit.Remedy }),
        CapacityFigures.Costs.Assumed,
        measured = CapacityFigures.Sources,
    };

    private static string Number(double value, string format = "#,0") => value.ToString(format, CultureInfo.InvariantCulture);

    private static TimeSpan TickOf(string latency) => latency switch
    {
        "interactive" => TimeSpan.FromMilliseconds(20),
        "economy" => TimeSpan.FromMilliseconds(120),
        "broadcast" => TimeSpan.FromSeconds(1),
        _ => TimeSpan.FromMilliseconds(60),
    };
}
