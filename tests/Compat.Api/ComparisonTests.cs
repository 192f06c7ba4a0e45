using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AudioRooms.Compat.Api;

/// <summary>Proves that the comparison can fail: each row is a stand-in that differs from upstream in one deliberate way.</summary>
public sealed class ComparisonTests
{
    private const string Same = """
        public abstract class Grain : System.IDisposable
        {
            protected Grain(string key = "a") { }
            public virtual System.Threading.Tasks.Task<string?> Ask(int count, params string[] names) => null!;
            public int Count { get; init; }
            protected abstract T Make<T>(in T item) where T : class, new();
            public void Dispose() { }
            public const int Limit = 3;
        }
        public interface IMarker;
        public enum Code : byte { None, Other = 7 }
        """;

    [Fact]
    public void Compare_SameSource_FindsNothing()
    {
        ApiComparison comparison = Compare(upstream: Same, ours: Same);

        comparison.Mismatches.ShouldBeEmpty();
        comparison.Missing.ShouldBeEmpty();
        comparison.Elsewhere.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("abstract class Grain", "class Grain", "kind")]
    [InlineData(": System.IDisposable", ": System.IDisposable, IMarker", "does not implement IMarker")]
    [InlineData(": System.IDisposable", ": System.Exception, System.IDisposable", "base")]
    [InlineData("\"a\"", "\"b\"", "defaults")]
    [InlineData("int count", "int number", "parameter names")]
    [InlineData("int count", "long count", "not in upstream")]
    [InlineData("params string[]", "string[]", "attributes")]
    [InlineData("virtual System", "System", "modifiers")]
    [InlineData("string?>", "string>", "nullability")]
    [InlineData("init;", "set;", "not in upstream")]
    [InlineData("protected abstract", "public abstract", "modifiers")]
    [InlineData("where T : class, new()", "where T : class", "constraints")]
    [InlineData("in T item", "ref T item", "not in upstream")]
    [InlineData("Limit = 3", "Limit = 4", "value")]
    [InlineData("enum Code : byte", "enum Code : int", "kind")]
    [InlineData("Other = 7", "Other = 8", "value")]
    [InlineData("public enum Code", "[System.Flags] public enum Code", "attributes")]
    [InlineData("public void Dispose", "public void Extra() { } public void Dispose", "not in upstream")]
    public void Compare_OneThingDiffers_IsReported(string upstream, string ours, string expected)
    {
        string source = Same.Replace(upstream, ours, StringComparison.Ordinal)
            .Replace("protected abstract T Make", ours == "class Grain" ? "protected virtual T Make" : "protected abstract T Make", StringComparison.Ordinal)
            .Replace("new();", ours == "class Grain" ? "new() => item;" : "new();", StringComparison.Ordinal);

        ApiComparison comparison = Compare(Same, source);

        comparison.Mismatches.ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_MemberAndTypeLeftOut_AreMissingButNoMismatch()
    {
        ApiComparison comparison = Compare("public class A { public void M() { } } public class B { }", "public class A { }");

        comparison.Mismatches.ShouldBeEmpty();
        comparison.Missing.ShouldBe(["A :: System.Void M()", "type B"]);
    }

    [Fact]
    public void Compare_TypeUpstreamLacks_IsElsewhereUnlessItIsGlue()
    {
        ApiComparison comparison = Compare("", "public class A { } namespace Orleans.StandIn.Hosting { public class B { } }");

        comparison.Elsewhere.ShouldBe(["A"]);
    }

    [Fact]
    public void Compare_ExtensionMethodUpstreamLacks_IsElsewhere()
    {
        ApiComparison comparison = Compare(
            "public static class A { public static void M(this string text) { } }",
            "public static class A { public static void M(this string text) { } public static void N(this string text) { } }");

        comparison.Mismatches.ShouldBeEmpty();
        comparison.Elsewhere.ShouldBe(["A :: System.Void N(System.String)"]);
    }

    [Fact]
    public void Compare_InternalTypesAndMembers_AreNotApi()
    {
        ApiComparison comparison = Compare(
            "public class A { private protected A() { } }",
            "internal interface I { } internal class C { public class Nested { } } public class A : I { private protected A() { } internal void M() { } }");

        comparison.Mismatches.ShouldBeEmpty();
        comparison.Elsewhere.ShouldBeEmpty();
    }

    private static ApiComparison Compare(string upstream, string ours) => ApiComparison.Compare(Read(ours), Read(upstream));

    private static IReadOnlyList<ApiType> Read(string source)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(source)],
            platform.Where(path => Path.GetFileName(path) == "System.Private.CoreLib.dll").Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        MemoryStream image = new();
        compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        image.Position = 0;
        return ApiReader.Read(image);
    }
}
