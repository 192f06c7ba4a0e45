using Spectre.Console;

namespace AudioRooms.Cli.Verbs;

/// <summary>Writes a verb's results: a table or lines for people, JSON for programs.</summary>
internal sealed class ResultWriter(CliContext context, bool asJson)
{
    private const int LabelWidth = 12;

    /// <summary>Writes a list.</summary>
    /// <param name="items">The items, as JSON shows them.</param>
    /// <param name="nothing">Sentence for an empty list.</param>
    /// <param name="columns">Heading and cell of each column of the table.</param>
    public async Task TableAsync<T>(
        IAsyncEnumerable<T> items, string nothing, params (string Heading, Func<T, object?> Cell)[] columns)
    {
        var all = new List<T>();
        await foreach (var item in items.ConfigureAwait(false))
        {
            all.Add(item);
        }

        Table(all, nothing, columns);
    }

    /// <inheritdoc cref="TableAsync"/>
    public void Table<T>(IReadOnlyCollection<T> items, string nothing, params (string Heading, Func<T, object?> Cell)[] columns)
    {
        if (asJson)
        {
            JsonOutput.Write(context.Out, items);
            return;
        }

        if (items.Count == 0)
        {
            context.Terminal.MarkupLineInterpolated($"[grey]{nothing}[/]");
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumns([.. columns.Select(column => $"[grey]{column.Heading}[/]")]);
        foreach (var item in items)
        {
            table.AddRow([.. columns.Select(column => Markup.Escape(TextOf(column.Cell(item))))]);
        }

        PlainTable.Write(context.Out, table);
    }

    /// <summary>Writes one result.</summary>
    /// <param name="json">The result for programs.</param>
    /// <param name="lines">The result for people: labels with values. Lines with an empty value are left out.</param>
    public void One(object json, params (string Label, object? Value)[] lines)
    {
        if (asJson)
        {
            JsonOutput.Write(context.Out, json);
            return;
        }

        foreach (var (label, value) in lines)
        {
            var text = TextOf(value);
            if (text.Length > 0)
            {
                context.Out.WriteLine(label.Length == 0
                    ? text
                    : $"  {label.PadRight(LabelWidth)}{text.ReplaceLineEndings($"\n  {new string(' ', LabelWidth)}")}");
            }
        }
    }

    /// <summary>Writes a new thing's id alone to standard output, for <c>ID=$(audiorooms …)</c>, and a remark for people to
    /// standard error.</summary>
    public void Made(object json, string id, string remark)
    {
        if (asJson)
        {
            JsonOutput.Write(context.Out, json);
            return;
        }

        context.Out.WriteLine(id);
        context.Terminal.MarkupLineInterpolated($"[grey]{remark}[/]");
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => $"{at:yyyy-MM-dd HH:mm} UTC",
        bool isSo => isSo ? "yes" : "",
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => $"{value}",
    };
}
