using Microsoft.CodeAnalysis;

namespace Orleans.Generator.Model;

/// <summary>Questions about symbols, all answered by full names, so that either package side's attributes are recognised.</summary>
internal static class SymbolExtensions
{
    private static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>The type as code can name it from anywhere.</summary>
    public static string FullName(this ITypeSymbol type) =>
        type.TypeKind == TypeKind.Dynamic ? "object" : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Namespace and name, without "global::" and type arguments, nested types by dots.</summary>
    public static string PlainName(this INamedTypeSymbol type)
    {
        var names = type.ContainingTypes().Select(static outer => outer.Name).Append(type.Name);
        return string.Join(".", type.Namespace() is { Length: > 0 } space ? names.Prepend(space) : names);
    }

    public static string Namespace(this ISymbol symbol) =>
        symbol.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(NamespaceFormat) : "";

    /// <summary>The types that a nested type is in, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> ContainingTypes(this INamedTypeSymbol type)
    {
        var outer = new Stack<INamedTypeSymbol>();
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            outer.Push(container);
        }

        return outer;
    }

    /// <summary>Type parameters of the type and of the types that it is nested in.</summary>
    public static IReadOnlyList<ITypeParameterSymbol> AllTypeParameters(this INamedTypeSymbol type) =>
        [.. type.ContainingTypes().SelectMany(static outer => outer.TypeParameters), .. type.TypeParameters];

    public static bool Is(this ITypeSymbol? type, string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return type is not null
            && type.Name.Length == fullName.Length - dot - 1
            && fullName.EndsWith(type.Name, StringComparison.Ordinal)
            && type.ContainingType is null
            && type.Namespace() == fullName.Substring(0, dot);
    }

    public static AttributeData? Attribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.Is(fullName));

    public static bool Has(this ISymbol symbol, string fullName) => symbol.Attribute(fullName) is not null;

    /// <summary>The value of the attribute's first constructor argument.</summary>
    public static object? Argument(this AttributeData? attribute) =>
        attribute?.ConstructorArguments.Select(static argument => argument.Value).FirstOrDefault();

    public static string? AliasOf(this ISymbol symbol) => symbol.Attribute(Names.Alias).Argument() as string;

    public static bool Implements(this ITypeSymbol type, string interfaceName) =>
        type.AllInterfaces.Any(candidate => candidate.Is(interfaceName));

    /// <summary>A grain, observer or extension interface.</summary>
    public static bool IsGrainInterface(this ITypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && (type.Implements(Names.Addressable) || type.Is(Names.Addressable));

    public static bool IsObserverInterface(this ITypeSymbol type) => type.Implements(Names.GrainObserver);

    /// <summary>A class of which activations can be.</summary>
    public static bool IsGrainClass(this INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class
        && (type.Implements(Names.GrainBase) || type.Implements(Names.GrainInterface) || type.DerivesFrom(Names.Grain));

    public static bool DerivesFrom(this ITypeSymbol type, string baseName)
    {
        for (var candidate = type.BaseType; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate.Is(baseName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True if generated code beside the type, in the same assembly, can name it.</summary>
    public static bool IsNameable(this INamedTypeSymbol type) =>
        !type.IsFileLocal
        && type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && (type.ContainingType?.IsNameable() ?? true);

    /// <summary>True if generated code in <paramref name="assembly"/> can use the member.</summary>
    public static bool IsReachable(this ISymbol symbol, IAssemblySymbol assembly) =>
        symbol.DeclaredAccessibility == Accessibility.Public
        || (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal
            && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly));

    /// <summary>"&lt;T, U&gt;", or nothing.</summary>
    public static string ListInBrackets(this IReadOnlyList<ITypeParameterSymbol> parameters) =>
        parameters.Count == 0 ? "" : $"<{string.Join(", ", parameters.Select(static parameter => parameter.Name))}>";

    /// <summary>"&lt;,&gt;" as in typeof, or nothing.</summary>
    public static string OpenBrackets(int arity) => arity == 0 ? "" : $"<{new string(',', arity - 1)}>";

    /// <summary>The where clauses of type parameters.</summary>
    public static string Constraints(this IEnumerable<ITypeParameterSymbol> parameters)
    {
        var clauses = new List<string>();
        foreach (var parameter in parameters)
        {
            var constraints = new List<string>();
            if (parameter.HasUnmanagedTypeConstraint)
            {
                constraints.Add("unmanaged");
            }
            else if (parameter.HasValueTypeConstraint)
            {
                constraints.Add("struct");
            }
            else if (parameter.HasReferenceTypeConstraint)
            {
                constraints.Add("class");
            }
            else if (parameter.HasNotNullConstraint)
            {
                constraints.Add("notnull");
            }

            constraints.AddRange(parameter.ConstraintTypes.Select(static type => type.FullName()));
            if (parameter.HasConstructorConstraint)
            {
                constraints.Add("new()");
            }

            if (constraints.Count > 0)
            {
                clauses.Add($" where {parameter.Name} : {string.Join(", ", constraints)}");
            }
        }

        return string.Concat(clauses);
    }

    /// <summary>A string literal with the text.</summary>
    public static string Literal(this string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
