namespace AudioRooms.Deploy.Tests;

/// <summary>The alerts, read and tried by Prometheus' own tool.</summary>
public sealed class AlertTests
{
    private static readonly string Rules = Path.Combine(Checkout.Root, "deploy", "prometheus", "audiorooms.rules.yml");

    [Fact]
    public async Task Rules_All_AreRulesOfPrometheus()
    {
        var run = await Tool.RunAsync("promtool", ["check", "rules", Rules]);

        run.ExitCode.ShouldBe(0, run.All);
        run.Output.ShouldContain("SUCCESS");
    }

    [Fact]
    public async Task Rules_Tried_FireWhenTheyShouldAndNotBefore()
    {
        var run = await Tool.RunAsync("promtool", ["test", "rules", Path.Combine(Checkout.Here, "alerts.test.yml")]);

        run.ExitCode.ShouldBe(0, run.All);
    }
}
