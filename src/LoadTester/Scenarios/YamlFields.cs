using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace AudioRooms.LoadTester.Scenarios;

/// <summary>The fields of one mapping of a scenario file, taken by name. A field that no code takes is an error, and every error
/// names its line and what was expected.</summary>
internal sealed class YamlFields
{
    private readonly string file;
    private readonly string what;
    private readonly YamlMappingNode node;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> fields = [];
    private readonly SortedSet<string> known = new(StringComparer.Ordinal);

    public YamlFields(string file, string what, YamlNode node)
    {
        this.file = file;
        this.what = what;
        this.node = node as YamlMappingNode ?? throw Mistake(file, node, $"{what} is a mapping, name: value");
        foreach (var (key, value) in this.node.Children)
        {
            fields[(key as YamlScalarNode)?.Value ?? throw Mistake(file, key, $"a name of {what} is a word")] = (key, value);
        }
    }

    public string Text(string name, string usual) => Scalar(name)?.Value ?? usual;

    public string? Text(string name) => Scalar(name)?.Value;

    /// <summary>Takes a field if it has this value, and leaves it otherwise.</summary>
    public bool TakeIf(string name, string text)
    {
        known.Add(name);
        return fields.TryGetValue(name, out var field) && (field.Value as YamlScalarNode)?.Value == text && fields.Remove(name);
    }

    public string Word(string name, string usual, params string[] words)
    {
        if (Scalar(name) is not { } scalar)
        {
            return usual;
        }

        return words.Contains(scalar.Value)
            ? scalar.Value!
            : throw Mistake(file, scalar, $"\"{name}\" is one of {string.Join(", ", words)}, not \"{scalar.Value}\"");
    }

    public int Count(string name, int usual, int least, int most)
    {
        if (Scalar(name) is not { } scalar)
        {
            return usual;
        }

        return int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Mistake(file, scalar, $"\"{name}\" is a whole number from {least} to {most}, not \"{scalar.Value}\"");
    }

    /// <summary>A number of seconds, with or without a unit: <c>30</c>, <c>30s</c>, <c>500ms</c>, <c>2m</c>.</summary>
    public double Seconds(string name, double usual)
    {
        if (Scalar(name) is not { } scalar)
        {
            return usual;
        }

        var text = scalar.Value ?? "";
        var (digits, scale) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001)
            : text.EndsWith('s') ? (text[..^1], 1)
            : text.EndsWith('m') ? (text[..^1], 60)
            : (text, 1.0);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number * scale
            : throw Mistake(file, scalar, $"\"{name}\" is a time such as 30s or 500ms, not \"{text}\"");
    }

    /// <summary>A share of a whole, above 0: <c>5%</c> or <c>0.05</c>.</summary>
    public double Share(string name, double? usual)
    {
        if (Scalar(name) is not { } scalar)
        {
            return usual ?? throw Missing(name);
        }

        var text = scalar.Value ?? "";
        var (digits, whole) = text.EndsWith('%') ? (text[..^1], 100.0) : (text, 1.0);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number / whole is > 0 and <= 1
            ? number / whole
            : throw Mistake(file, scalar, $"\"{name}\" is a share above 0 and at most 1 (or 100%), not \"{text}\"");
    }

    /// <summary>The elements of a list; empty if the field is missing.</summary>
    public IEnumerable<YamlNode> List(string name)
    {
        known.Add(name);
        if (!fields.Remove(name, out var field))
        {
            return [];
        }

        return field.Value is YamlSequenceNode list
            ? list.Children
            : throw Mistake(file, field.Value, $"\"{name}\" is a list; its elements begin with -");
    }

    /// <summary>An error in the value of a field that was taken.</summary>
    public LoadTestException Wrong(string expected) => Mistake(file, node, expected);

    public LoadTestException Missing(string name) => Mistake(file, node, $"{what} needs \"{name}\"");

    /// <summary>Refuses every field that was not taken.</summary>
    public void Close()
    {
        foreach (var (name, (key, _)) in fields)
        {
            throw Mistake(file, key, $"\"{name}\" is not known in {what}; known are {string.Join(", ", known)}");
        }
    }

    public static LoadTestException Mistake(string file, YamlNode at, string expected) => Mistake(file, at.Start.Line, expected);

    public static LoadTestException Mistake(string file, long line, string expected) =>
        new("bad_scenario", $"{file}, line {line}: {expected}.");

    private YamlScalarNode? Scalar(string name)
    {
        known.Add(name);
        if (!fields.Remove(name, out var field))
        {
            return null;
        }

        return field.Value as YamlScalarNode ?? throw Mistake(file, field.Value, $"\"{name}\" is a single value");
    }
}
