using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Orleans.Generator;
using Orleans.Generator.Rules;

namespace AudioRooms.Compat.Generator;

/// <summary>One run of the generator and of the rules on source text.</summary>
internal sealed class GeneratorRun
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Orleans;
        global using Orleans.Concurrency;
        global using Orleans.Runtime;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                    || name is "netstandard.dll" or "mscorlib.dll" or "Orleans.StandIn.dll")
                && !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly ImmutableArray<Diagnostic> _generatorDiagnostics;

    private GeneratorRun(Compilation compilation, GeneratorDriver driver, ImmutableArray<Diagnostic> generatorDiagnostics)
    {
        Compilation = compilation;
        Driver = driver;
        _generatorDiagnostics = generatorDiagnostics;
    }

    public Compilation Compilation { get; }

    public GeneratorDriver Driver { get; }

    public static GeneratorRun Of(string source, string assemblyName = "Sample", params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(Usings, Parsing, "Usings.cs"), CSharpSyntaxTree.ParseText(source, Parsing, "Sample.cs")],
            [.. Platform, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new OrleansGenerator().AsSourceGenerator()],
            parseOptions: Parsing,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics);
        return new GeneratorRun(updated, driver, diagnostics);
    }

    /// <summary>What the rules have to say, in the order of the source.</summary>
    public async Task<IReadOnlyList<Diagnostic>> RulesAsync()
    {
        var all = await Compilation
            .WithAnalyzers([new GrainInterfaceAnalyzer(), new GrainClassAnalyzer(), new SerializableTypeAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. all.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>Fails if the generator or the compiler has anything to complain about.</summary>
    public GeneratorRun ShouldCompile()
    {
        _generatorDiagnostics.ShouldBeEmpty();
        var problems = Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        problems.Select(static problem => problem.ToString()).ShouldBeEmpty();
        return this;
    }

    public byte[] Emit()
    {
        using var stream = new MemoryStream();
        var result = Compilation.Emit(stream);
        result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return stream.ToArray();
    }

    public static Assembly Load(AssemblyLoadContext context, byte[] image)
    {
        using var stream = new MemoryStream(image);
        return context.LoadFromStream(stream);
    }
}
