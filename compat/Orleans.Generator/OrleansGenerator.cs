using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orleans.Generator.Emit;
using Orleans.Generator.Model;

namespace Orleans.Generator;

/// <summary>
/// Adds to an assembly with grains what calls and messages need: proxies and requests of grain interfaces, codecs and
/// copiers of serializable types, and a manifest of all of them. What cannot be generated is refused by the rules in
/// Rules/, so here it is only left out.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class OrleansGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var units = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax { BaseList: not null }
                    or TypeDeclarationSyntax { AttributeLists.Count: > 0 }
                    or TypeDeclarationSyntax { Modifiers.Count: > 0 }
                    or EnumDeclarationSyntax { AttributeLists.Count: > 0 },
                static (syntax, cancellation) => Generate(syntax, cancellation))
            .Where(static unit => unit is not null)
            .Select(static (unit, _) => unit!);
        context.RegisterSourceOutput(
            units,
            static (output, unit) =>
            {
                if (unit.Source is not null)
                {
                    output.AddSource(unit.HintName, unit.Source);
                }
            });
        var assemblyName = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "Assembly");
        context.RegisterSourceOutput(
            units.Collect().Combine(assemblyName),
            static (output, all) =>
            {
                if (ManifestEmitter.Emit(all.Left, all.Right) is { } source)
                {
                    output.AddSource("Manifest.g.cs", source);
                }
            });
    }

    private static GeneratedUnit? Generate(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        // A type declared in several parts is taken once, at its first.
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation) is not INamedTypeSymbol type
            || type.DeclaringSyntaxReferences[0] is var first
            && (first.SyntaxTree != context.Node.SyntaxTree || first.Span != context.Node.Span)
            || !type.IsNameable())
        {
            return null;
        }

        return TypeGenerator.Generate(type);
    }
}
