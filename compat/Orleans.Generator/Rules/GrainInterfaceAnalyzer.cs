using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Orleans.Generator.Model;

namespace Orleans.Generator.Rules;

/// <summary>Refuses grain interfaces that no proxy can implement.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrainInterfaceAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RuleDescriptors.ReferenceParameter,
        RuleDescriptors.InterfaceProperty,
        RuleDescriptors.ReturnType,
        RuleDescriptors.DuplicateAlias,
        RuleDescriptors.TwoCancellationTokens,
        RuleDescriptors.Inaccessible,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.IsGrainInterface())
        {
            return;
        }

        if (!type.IsNameable())
        {
            context.Report(RuleDescriptors.Inaccessible, type, type);
        }

        var aliases = new Dictionary<string, IMethodSymbol>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol { IsStatic: false } or IEventSymbol { IsStatic: false })
            {
                context.Report(RuleDescriptors.InterfaceProperty, member, member.Name, type);
            }
            else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && GrainMethod.IsProxied(method))
            {
                AnalyzeMethod(context, type, method, aliases);
            }
        }
    }

    private static void AnalyzeMethod(
        SymbolAnalysisContext context, INamedTypeSymbol type, IMethodSymbol method, Dictionary<string, IMethodSymbol> aliases)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
            {
                context.Report(RuleDescriptors.ReferenceParameter, parameter, parameter.Name, method);
            }
        }

        var returned = GrainMethod.ClassifyReturn(method.ReturnType).Kind;
        if (returned == ReturnKind.Unsupported
            || (returned == ReturnKind.Void && !type.IsObserverInterface() && !method.Has(Names.OneWay)))
        {
            context.Report(RuleDescriptors.ReturnType, method, method, method.ReturnType);
        }

        if (method.Parameters.Count(static parameter => GrainMethod.IsCancellationToken(parameter.Type)) > 1)
        {
            context.Report(RuleDescriptors.TwoCancellationTokens, method, method);
        }

        if (method.AliasOf() is not { } alias)
        {
            return;
        }

        if (aliases.TryGetValue(alias, out var other))
        {
            context.Report(RuleDescriptors.DuplicateAlias, method, alias, method, other);
        }
        else
        {
            aliases.Add(alias, method);
        }
    }
}
