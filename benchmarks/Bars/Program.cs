using System.CommandLine;
using AudioRooms.Benchmarks.Bars;
using AudioRooms.Benchmarks.Measuring;

// Started by benchmarks/run, which builds the product.
var page = new Command("page", $"Write {BarsPage.Path} of the results that are there.");
page.SetAction(_ => WritePage());
var list = new Command("list", "Say what can be measured.");
list.SetAction(_ =>
{
    foreach (var shape in BarsPage.Shapes)
    {
        Console.WriteLine(shape switch
        {
            Shape.Load load =>
                string.Join("\n", load.Runs.Select(run => $"{load.Id,-28} ./audiorooms load {run}{(load.Tls ? "  (TLS)" : "")}")),
            Shape.Peers peers => $"{peers.Id,-28} benchmarks/peers/run {peers.Arguments}",
            _ => shape.Id,
        });
    }
});
var all = new Command("all", "Measure all bars, one after the other, and write the page.");
all.SetAction(async _ => await MeasureAsync(BarTable.Shapes));
var hot = new Command("hot", "Measure the hot rooms, one after the other, and write the page.");
hot.SetAction(async _ => await MeasureAsync([.. HotRooms.All.Select(row => row.Shape)]));
var clusterPlan = new Command(
    "cluster-plan", "Measure clusters of one to three silos for ./audiorooms plan, about six minutes, and write the result.");
clusterPlan.SetAction(async _ => await new ClusterPlan(TimeProvider.System, Console.Error).RunAsync(Checkout.Results));
var shapes = new Argument<string[]>(
    "shape") { Description = "What to measure; list says what there is.", Arity = ArgumentArity.OneOrMore };
var known = BarsPage.Shapes.ToDictionary(shape => shape.Id);
shapes.AcceptOnlyFromAmong([.. known.Keys]);
var root = new RootCommand("The bars of the sound path: measured, judged, written down.")
{
    page, list, all, hot, clusterPlan, shapes,
};
root.SetAction(async parsed => await MeasureAsync([.. parsed.GetRequiredValue(shapes).Select(id => known[id])]));
return await root.Parse(args).InvokeAsync();

// A shape that cannot be measured does not stop the others. The page is written after each, so it is current even if the run is
// stopped.
static async Task<int> MeasureAsync(IReadOnlyList<Shape> shapes)
{
    var run = new ShapeRun(TimeProvider.System, Console.Error);
    var failed = 0;
    foreach (var shape in shapes)
    {
        try
        {
            await run.RunAsync(shape, Checkout.Results);
            WritePage();
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException)
        {
            failed++;
            await Console.Error.WriteLineAsync($"{shape.Id}: {e.Message}");
        }
    }

    return failed == 0 ? 0 : 1;
}

static void WritePage() => File.WriteAllText(Path.Combine(Checkout.Root, BarsPage.Path), Results.Page());
