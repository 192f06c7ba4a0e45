using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Orleans.Generator.Rules;

internal static class Reporting
{
    /// <summary>Reports a rule at the place where <paramref name="symbol"/> is declared.</summary>
    public static void Report(this SymbolAnalysisContext context, DiagnosticDescriptor rule, ISymbol symbol, params object[] arguments) =>
        context.ReportDiagnostic(Of(rule, symbol, arguments));

    /// <inheritdoc cref="Report"/>
    public static Diagnostic Of(DiagnosticDescriptor rule, ISymbol symbol, params object[] arguments)
    {
        var texts = arguments.Select(static argument => argument is ISymbol named
            ? named.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
            : argument);
        return Diagnostic.Create(rule, symbol.Locations.FirstOrDefault(), [.. texts]);
    }
}
