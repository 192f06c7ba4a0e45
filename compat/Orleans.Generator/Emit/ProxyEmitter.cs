using Microsoft.CodeAnalysis;
using Orleans.Generator.Model;

namespace Orleans.Generator.Emit;

/// <summary>Emits the proxy of a grain interface: every method becomes a request.</summary>
internal static class ProxyEmitter
{
    public static string NameOf(INamedTypeSymbol grainInterface) =>
        "Proxy_" + string.Join("_", grainInterface.ContainingTypes().Select(static outer => outer.Name).Append(grainInterface.Name));

    public static void Emit(SourceWriter source, INamedTypeSymbol grainInterface, IReadOnlyList<GrainMethod> methods)
    {
        var name = NameOf(grainInterface);
        var parameters = grainInterface.AllTypeParameters();
        using (source.OpenClass(
            $"internal sealed class {name}{parameters.ListInBrackets()} : {Names.Runtime}.GrainReference, {grainInterface.FullName()}{parameters.Constraints()}"))
        {
            source.Line($"public {name}({Names.Runtime}.GrainReferenceShared shared, {Names.Runtime}.IdSpan key) : base(shared, key) {{ }}");
            foreach (var method in methods)
            {
                EmitMethod(source, method);
            }
        }
    }

    private static void EmitMethod(SourceWriter source, GrainMethod method)
    {
        var symbol = method.Symbol;
        var parameters = symbol.Parameters.Select(static (parameter, index) => $"{parameter.Type.FullName()} p{index}");
        using (source.Open(
            $"{symbol.ReturnType.FullName()} {symbol.ContainingType.FullName()}.{SerializedMember.Escape(symbol.Name)}"
            + $"{((IReadOnlyList<ITypeParameterSymbol>)symbol.TypeParameters).ListInBrackets()}({string.Join(", ", parameters)})"))
        {
            source.Line($"var request = new {method.RequestType}();");
            EmitArguments(source, symbol);
            source.Line(method.ReturnKind switch
            {
                ReturnKind.Void => "base.Invoke(request);",
                ReturnKind.Task => "return base.InvokeAsync(request).AsTask();",
                ReturnKind.TaskOfT => $"return base.InvokeAsync<{method.ResultType!.FullName()}>(request).AsTask();",
                ReturnKind.ValueTask => "return base.InvokeAsync(request);",
                ReturnKind.ValueTaskOfT => $"return base.InvokeAsync<{method.ResultType!.FullName()}>(request);",
                ReturnKind.AsyncEnumerable => "return request.InitializeRequest(this);",
                _ => throw new InvalidOperationException($"{symbol} cannot be proxied."),
            });
        }
    }

    private static void EmitArguments(SourceWriter source, IMethodSymbol symbol)
    {
        var copied = symbol.Parameters.Where(static parameter => !IsShared(parameter)).ToList();
        foreach (var parameter in symbol.Parameters.Where(IsShared))
        {
            source.Line(parameter.Type.IsGrainInterface()
                ? $"request.arg{parameter.Ordinal} = {Names.GeneratedCode}.ToReference<{parameter.Type.FullName()}>(p{parameter.Ordinal});"
                : $"request.arg{parameter.Ordinal} = p{parameter.Ordinal};");
        }

        if (copied.Count == 0)
        {
            return;
        }

        using (source.Open("using (var context = base.CopyContextPool.GetContext())"))
        {
            foreach (var parameter in copied)
            {
                source.Line(
                    $"request.arg{parameter.Ordinal} = {Names.GeneratedCode}.GetCopier<{parameter.Type.FullName()}>(base.CodecProvider)"
                    + $".DeepCopy(p{parameter.Ordinal}, context);");
            }
        }
    }

    /// <summary>Of grains only the reference crosses, and that never changes.</summary>
    private static bool IsShared(IParameterSymbol parameter) =>
        parameter.Has(Names.Immutable) || parameter.Type.IsGrainInterface() || ShallowTypes.Contains(parameter.Type);
}
