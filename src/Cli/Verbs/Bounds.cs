using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AudioRooms.Cli.Verbs;

/// <summary>Ranges of typed numbers. The parser refuses a number outside its range, and names the range, before the verb
/// runs.</summary>
internal static class Bounds
{
    /// <summary>Limits an option to a range, both ends included.</summary>
    public static Option<T> Within<T>(this Option<T> option, double least, double most)
    {
        option.Validators.Add(result => Check(result, option.Name, least, most));
        return option;
    }

    /// <inheritdoc cref="Within{T}(Option{T}, double, double)"/>
    public static Argument<T> Within<T>(this Argument<T> argument, double least, double most)
    {
        argument.Validators.Add(result => Check(result, argument.Name, least, most));
        return argument;
    }

    // The parser itself refuses text that is not a number.
    private static void Check(SymbolResult result, string name, double least, double most)
    {
        foreach (var token in result.Tokens)
        {
            if (double.TryParse(token.Value, CultureInfo.InvariantCulture, out var number)
                && !(number >= least && number <= most))
            {
                result.AddError($"{name} takes a number from {least.ToString(CultureInfo.InvariantCulture)} to "
                    + $"{most.ToString("#,0.##", CultureInfo.InvariantCulture)}, not {token.Value}.");
            }
        }
    }
}
