using System.Text.RegularExpressions;

namespace AudioRooms.Architecture.Tests;

/// <summary>
/// A type that a source file declares outside every other type. A file has one namespace, without braces, and every type states
/// its accessibility, so the declaration is at the start of a line.
/// </summary>
/// <param name="Namespace">The file's namespace.</param>
/// <param name="Name">The type's name, without type parameters.</param>
/// <param name="File">The file, by the caller's name for it.</param>
internal sealed partial record DeclaredType(string Namespace, string Name, string File)
{
    /// <summary>Reads the declarations of a file.</summary>
    /// <param name="file">The caller's name for the file.</param>
    /// <param name="text">Its text.</param>
    public static IEnumerable<DeclaredType> In(string file, string text) =>
        from declaration in Declaration().Matches(text)
        select new DeclaredType(NamespaceLine().Match(text).Groups["name"].Value, declaration.Groups["name"].Value, file);

    /// <summary>
    /// The names of more than one type, a sentence each with the files. The parts of a partial type count as one type, and so do
    /// types that differ in their type parameters only.
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
