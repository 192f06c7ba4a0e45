using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AudioRooms.Coverage.Tests;

/// <summary>
/// Reads the tests' own claims, <c>[Trait("Covers", "ID")]</c>, from their sources: so nothing has to be built to know them, and nothing old
/// can be counted.
/// </summary>
internal static class TestSources
{
    private const string TraitName = "Covers";

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(HereOf(), "..", ".."));

    /// <summary>Every claim of every test. A claim that is none fails: on what is no test, on a skipped one, or not written out.</summary>
    public static IReadOnlyList<ShownRow> ReadClaims() =>
    [
        .. from project in Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.csproj", SearchOption.AllDirectories)
           let folder = Path.GetDirectoryName(project)!
           from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
           where !IsMade(Path.GetRelativePath(folder, file))
           from claim in ClaimsOf(Path.GetFileName(folder), file, File.ReadAllText(file))
           select claim,
    ];

    /// <summary>The claims of one source file.</summary>
    internal static IEnumerable<ShownRow> ClaimsOf(string project, string file, string source)
    {
        if (!source.Contains(TraitName, StringComparison.Ordinal))
        {
            yield break;
        }

        var tree = CSharpSyntaxTree.ParseText(source, path: file);
        foreach (var attribute in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>().Where(IsTrait))
        {
            var arguments = attribute.ArgumentList?.Arguments.Select(argument => argument.Expression).ToList() ?? [];
            if (arguments is not [LiteralExpressionSyntax { Token.ValueText: TraitName }, var row])
            {
                continue;
            }

            var written = row as LiteralExpressionSyntax ?? throw Wrong(attribute, "a row is named by a literal");
            var test = attribute.Parent!.Parent switch
            {
                MethodDeclarationSyntax method when IsTest(method) => $"{NameOfType(method)}.{method.Identifier.Text}",
                TypeDeclarationSyntax type when type.Members.OfType<MethodDeclarationSyntax>().Any(IsTest) => type.Identifier.Text,
                _ => throw Wrong(attribute, "only a test that runs shows a row"),
            };
            yield return new ShownRow(written.Token.ValueText, project, test);
        }
    }

    private static bool IsTrait(AttributeSyntax attribute) => attribute.Name.ToString() == "Trait";

    private static bool IsTest(MethodDeclarationSyntax method) => method.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory"
            && attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.Identifier.Text == "Skip") != true);

    private static string NameOfType(SyntaxNode member) => member.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.Text;

    private static bool IsMade(string path) => path.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj" or "node_modules";

    private static InvalidDataException Wrong(AttributeSyntax attribute, string rule)
    {
        var place = attribute.GetLocation().GetLineSpan();
        return new InvalidDataException($"{place.Path}:{place.StartLinePosition.Line + 1}: {attribute}: {rule}.");
    }

    private static string HereOf([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
