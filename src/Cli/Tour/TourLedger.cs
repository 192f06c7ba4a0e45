using Spectre.Console;

namespace AudioRooms.Cli.Tour;

/// <summary>The findings of the evening so far, printed as they are made.</summary>
internal sealed class TourLedger
{
    private const string Rows = "AudioRooms.Cli.Tour.statements.txt";

    /// <summary>The statements that a scripted evening cannot check, with the reason.</summary>
    private static readonly Dictionary<string, string> NotForAnEvening = new()
    {
        ["S11"] = "the web client is not built yet",
        ["S16"] = "the delay is measured in the conversation; showing it to people is the web client's, which is not built yet",
        ["S18"] = "a sentence that a client shows at the door: room create, room enter, listen and speak do",
        ["S19"] = "there are no feature switches per group of people yet",
        ["S20"] = "needs an account of another provider; the gateway's tests show it with a provider of their own",
        ["S22"] = "the web client is not built yet",
        ["S27"] = "sound is not stored yet",
        ["S28"] = "there are no captions yet",
        ["S29"] = "sound is not stored yet",
    };

    private readonly CliContext context;
    private readonly bool isTold;
    private readonly Dictionary<string, TourStatement> statements;
    private string scene = "";

    public TourLedger(CliContext context, bool isTold)
    {
        this.context = context;
        this.isTold = isTold;
        statements = Read().ToDictionary(statement => statement.Id);
    }

    /// <summary>All statements of <c>statements.txt</c>, in its order.</summary>
    public IEnumerable<TourStatement> Statements => statements.Values;

    /// <summary>True if every statement that applies was checked and holds.</summary>
    public bool AllHeld =>
        Statements.All(static statement => statement.Verdict is Verdict.Held or Verdict.NotApplicable) && Breakdown is null;

    /// <summary>Why the evening ended early; null if it did not.</summary>
    public string? Breakdown { get; private set; }

    /// <summary>Begins a scene.</summary>
    public void Begin(string title)
    {
        scene = title;
        if (isTold)
        {
            context.Out.WriteLine($"\n{title}");
        }
    }

    /// <summary>Prints a sentence about the evening that is not a finding.</summary>
    public void Print(string sentence)
    {
        if (isTold)
        {
            context.Out.WriteLine($"       {sentence}");
        }
    }

    /// <summary>Records a finding.</summary>
    /// <param name="ids">The statements that it supports, separated by spaces.</param>
    /// <param name="text">What was expected.</param>
    /// <param name="holds">True if it is so.</param>
    /// <param name="found">What was found instead.</param>
    public void Check(string ids, string text, bool holds, object? found = null)
    {
        var check = new TourCheck(text, holds, holds ? null : $"{found ?? "it is not so"}");
        foreach (var id in ids.Split(' '))
        {
            statements[id].Add(check);
        }

        if (holds && isTold)
        {
            context.Out.WriteLine($"  ok   {text}");
        }
        else if (!holds)
        {
            context.Terminal.MarkupLineInterpolated($"[red]FAILED[/] {text}: {check.Found}");
        }
    }

    /// <summary>Records that this server does not allow the tour to check a statement.</summary>
    public void PassOver(string id, string reason) => statements[id].PassOver(reason);

    /// <summary>Records that the evening cannot continue.</summary>
    public void BreakDown(Exception reason)
    {
        Breakdown = $"{scene}: {reason.Message}";
        context.Terminal.MarkupLineInterpolated($"[red]FAILED[/] {Breakdown}");
    }

    private static IEnumerable<TourStatement> Read()
    {
        using var stream = typeof(TourLedger).Assembly.GetManifestResourceStream(Rows)
            ?? throw new InvalidOperationException($"This program was built without {Rows}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                yield return new TourStatement(cells[0], cells[1], NotForAnEvening.GetValueOrDefault(cells[0]));
            }
        }
    }
}
