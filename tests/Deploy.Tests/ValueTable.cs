using System.Text;

namespace AudioRooms.Deploy.Tests;

/// <summary>The table of the chart's values, made from the lines after <c># --</c> in <c>values.yaml</c>.</summary>
internal static class ValueTable
{
    private const string Begin = "<!-- values -->\n";
    private const string End = "<!-- end of values -->";

    /// <summary>Puts a table between the two marks of a page.</summary>
    public static string PutInto(string page, string table)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return page[..begin] + table + page[page.IndexOf(End, StringComparison.Ordinal)..];
    }

    /// <summary>A row for each value that has a line, with its path and its default.</summary>
    public static string Of(string values)
    {
        var table = new StringBuilder("| value | default | what |\n| --- | --- | --- |\n");
        var path = new List<(int Indent, string Name)>();
        var what = "";
        var lines = values.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            var text = line.TrimStart();
            var indent = line.Length - text.Length;
            if (text.StartsWith("# -- ", StringComparison.Ordinal))
            {
                what = text[5..];
                continue;
            }

            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || text.StartsWith('#') || text.StartsWith('-'))
            {
                continue;
            }

            path.RemoveAll(step => step.Indent >= indent);
            path.Add((indent, text[..colon]));
            if (what.Length == 0)
            {
                continue;
            }

            var value = text[(colon + 1)..].Trim();
            table.Append("| `").AppendJoin('.', path.Select(step => step.Name)).Append("` | ")
                .Append(value.Length == 0 ? "see the file" : $"`{value}`").Append(" | ").Append(what).Append(" |\n");
            what = "";
        }

        return table.ToString();
    }
}
