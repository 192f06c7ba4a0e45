using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Orleans.Generator.Model;

namespace Orleans.Generator.Rules;

/// <summary>Refuses attributes and awaits in grain classes that do not do what they seem to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrainClassAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The value of ConfigureAwaitOptions.ContinueOnCapturedContext.</summary>
    private const int ContinueOnCapturedContext = 1;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RuleDescriptors.AlwaysInterleaveOnClass,
        RuleDescriptors.AttributeOnGrainClass,
        RuleDescriptors.ConfigureAwait,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeClass, SymbolKind.NamedType);
        context.RegisterOperationAction(AnalyzeInvocation, OperationKind.Invocation);
    }

    private static void AnalyzeClass(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.IsGrainClass())
        {
            return;
        }

        if (type.Has(Names.GenerateSerializer))
        {
            context.Report(RuleDescriptors.AttributeOnGrainClass, type, "GenerateSerializer", type);
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.Has(Names.AlwaysInterleave))
            {
                context.Report(RuleDescriptors.AlwaysInterleaveOnClass, method, method);
            }
        }
    }

    private static void AnalyzeInvocation(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (invocation.TargetMethod.Name != "ConfigureAwait"
            || invocation.Arguments.Length != 1
            || context.ContainingSymbol is not { } symbol
            || !IsInGrain(symbol)
            || KeepsContext(invocation.Arguments[0].Value.ConstantValue))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.ConfigureAwait, invocation.Syntax.GetLocation()));
    }

    private static bool KeepsContext(Optional<object?> argument) => argument switch
    {
        { HasValue: true, Value: bool continues } => continues,
        { HasValue: true, Value: int options } => (options & ContinueOnCapturedContext) != 0,

        // A value that is only known when it runs: give it the benefit of the doubt.
        _ => true,
    };

    private static bool IsInGrain(ISymbol symbol)
    {
        for (var type = symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsGrainClass())
            {
                return true;
            }
        }

        return false;
    }
}
