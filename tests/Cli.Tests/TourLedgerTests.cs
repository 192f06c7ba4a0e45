using AudioRooms.Cli.Tour;
using Spectre.Console;

namespace AudioRooms.Cli.Tests;

public sealed class TourLedgerTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly TourLedger ledger;

    public TourLedgerTests() => ledger = new TourLedger(
        TestContext.Silent with
        {
            Out = output,
            Terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(errors) }),
        },
        isTold: true);

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    [Fact]
    public void Statements_AtTheBeginning_AreAllOfTheFile() =>
        ledger.Statements.Select(statement => statement.Id).ShouldBe(Enumerable.Range(1, 86).Select(number => $"S{number}"));

    [Fact]
    public void AllHeld_StatementsThatNoSceneCameTo_IsFalse()
    {
        ledger.Check("S1", "A room is there", holds: true);

        ledger.AllHeld.ShouldBeFalse();
    }

    [Fact]
    public void AllHeld_AllThatApplyWereLookedAt_IsTrueUntilOneFails()
    {
        var applicable = ledger.Statements.Where(statement => statement.Verdict == Verdict.NotReached)
            .Select(statement => statement.Id)
            .ToList();
        ledger.Check(string.Join(' ', applicable), "All is well", holds: true);
        ledger.AllHeld.ShouldBeTrue();

        ledger.Check("S63", "It is not", holds: false, found: "trouble");

        ledger.AllHeld.ShouldBeFalse();
        errors.ToString().ShouldContain("trouble");
    }

    [Fact]
    public void AllHeld_TheEveningBrokeDown_IsFalse()
    {
        var applicable = ledger.Statements.Where(statement => statement.Verdict == Verdict.NotReached)
            .Select(statement => statement.Id)
            .ToList();
        ledger.Check(string.Join(' ', applicable), "All is well", holds: true);

        ledger.BreakDown(new InvalidOperationException("the server is away"));

        ledger.AllHeld.ShouldBeFalse();
    }
}
