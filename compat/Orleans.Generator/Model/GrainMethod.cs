using Microsoft.CodeAnalysis;

namespace Orleans.Generator.Model;

/// <summary>How a grain method hands back its result.</summary>
internal enum ReturnKind
{
    Unsupported,
    Void,
    Task,
    TaskOfT,
    ValueTask,
    ValueTaskOfT,
    AsyncEnumerable,
}

/// <summary>One method of a grain interface, as a proxy implements it.</summary>
internal sealed class GrainMethod
{
    private GrainMethod(INamedTypeSymbol proxied, IMethodSymbol symbol)
    {
        Symbol = symbol;
        (ReturnKind, ResultType) = ClassifyReturn(symbol.ReturnType);
        TypeParameters = [.. proxied.AllTypeParameters(), .. symbol.TypeParameters];
        var outerNames = proxied.ContainingTypes().Select(static outer => outer.Name + "_");
        var parameterTypes = symbol.Parameters.Select(static parameter => parameter.Type.FullName());
        var signature = $"{symbol.ContainingType.FullName()}.{symbol.Name}`{symbol.Arity}({string.Join(",", parameterTypes)})";
        RequestName = $"Invokable_{string.Concat(outerNames)}{proxied.Name}_{symbol.Name}_{Hash(signature):X8}";
    }

    public IMethodSymbol Symbol { get; }

    public ReturnKind ReturnKind { get; }

    /// <summary>The T of the return type; null if there is none.</summary>
    public ITypeSymbol? ResultType { get; }

    /// <summary>Type parameters of the request class: those of the interface, then those of the method.</summary>
    public IReadOnlyList<ITypeParameterSymbol> TypeParameters { get; }

    public string RequestName { get; }

    /// <summary>The request class with its type arguments.</summary>
    public string RequestType => RequestName + TypeParameters.ListInBrackets();

    public IParameterSymbol? CancellationToken =>
        Symbol.Parameters.FirstOrDefault(static parameter => IsCancellationToken(parameter.Type));

    /// <summary>The value of InvokeMethodOptions that the method's attributes ask for.</summary>
    public int Options =>
        (Symbol.Has(Names.OneWay) || ReturnKind == ReturnKind.Void ? 1 : 0)
        | (Symbol.Has(Names.ReadOnly) ? 2 : 0)
        | (Symbol.Has(Names.AlwaysInterleave) ? 4 : 0)
        | (Symbol.Has(Names.Unordered) ? 8 : 0);

    public static bool IsCancellationToken(ITypeSymbol type) => type.Is("System.Threading.CancellationToken");

    /// <summary>All methods that a proxy of the interface must have; null if one of them cannot be called across a grain boundary.</summary>
    public static IReadOnlyList<GrainMethod>? AllOf(INamedTypeSymbol proxied)
    {
        var methods = new List<GrainMethod>();
        foreach (var type in proxied.AllInterfaces.Prepend(proxied))
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false } or IEventSymbol { IsStatic: false })
                {
                    return null;
                }

                if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || !IsProxied(method))
                {
                    continue;
                }

                var grainMethod = new GrainMethod(proxied, method);
                if (grainMethod.ReturnKind == ReturnKind.Unsupported
                    || method.Parameters.Any(static parameter => parameter.RefKind != RefKind.None)
                    || method.Parameters.Count(static parameter => IsCancellationToken(parameter.Type)) > 1)
                {
                    return null;
                }

                methods.Add(grainMethod);
            }
        }

        return methods;
    }

    /// <summary>Static, private and sealed members of an interface are its own business.</summary>
    public static bool IsProxied(IMethodSymbol method) =>
        method is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && (method.IsAbstract || method.IsVirtual);

    public static (ReturnKind Kind, ITypeSymbol? Result) ClassifyReturn(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
        {
            return (ReturnKind.Void, null);
        }

        var result = type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0] : null;
        if (type.Is("System.Threading.Tasks.Task"))
        {
            return (result is null ? ReturnKind.Task : ReturnKind.TaskOfT, result);
        }

        if (type.Is("System.Threading.Tasks.ValueTask"))
        {
            return (result is null ? ReturnKind.ValueTask : ReturnKind.ValueTaskOfT, result);
        }

        return type.Is("System.Collections.Generic.IAsyncEnumerable") ? (ReturnKind.AsyncEnumerable, result) : (ReturnKind.Unsupported, null);
    }

    /// <summary>FNV-1a: the same in every build.</summary>
    public static uint Hash(string text) => text.Aggregate(2166136261u, static (hash, next) => unchecked((hash ^ next) * 16777619u));
}
