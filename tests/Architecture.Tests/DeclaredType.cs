using System.Text.RegularExpressions;

namespace AudioRooms.Architecture.Tests;

/// <summary>
/// A type that a source file declares outside every other type. Files have one namespace each, without braces, and every type
/// says who may use it, so that such a declaration begins its line.
/// </summary>
/// <param name="Namespace">The file's namespace.</param>
/// <param name="Name">The type's name, without type parameters.</param>
/// <param name="File">Where it stands, as the caller calls it.</param>
internal sealed partial record DeclaredType(string Namespace, string Name, string File)
{
    /// <summary>Reads the declarations of a file.</summary>
    /// <param name="file">What to call the file.</param>
    /// <param name="text">Its text.</param>
    public static IEnumerable<DeclaredType> In(string file, string text) =>
        from declaration in Declaration().Matches(text)
        select new DeclaredType(NamespaceLine().Match(text).Groups["name"].Value, declaration.Groups["name"].Value, file);

    /// <summary>
    /// The names that stand for more than one type, a sentence each with the files. The parts of a partial type, and types that
    /// differ by their type parameters only, are one.
    /// </summary>
    public static IReadOnlyList<string> Twice(IEnumerable<DeclaredType> types) =>
    [
        .. from type in types
           group type by type.Name into same
           where same.Select(type => type.Namespace).Distinct().Skip(1).Any()
           orderby same.Key
           select $"{same.Key} is declared in {string.Join(" and in ", same.Select(type => type.File).Distinct().Order())}",
    ];

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^(?:public|internal|file) (?:(?:static|sealed|abstract|readonly|ref|partial|unsafe) )*"
        + @"(?:class|interface|struct|enum|record(?: struct| class)?|delegate [\w.<>\[\]?, ]+) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
