using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orleans.Generator.Model;

/// <summary>A class or struct with [GenerateSerializer]: its members, its base class and how an instance comes about.</summary>
internal sealed class SerializableType
{
    /// <summary>
    /// Parameters of a positional record need no [Id]: they are numbered from here, so that they cannot meet the ids of
    /// other members.
    /// </summary>
    private const uint FirstPositionalId = 1 << 20;

    public SerializableType(INamedTypeSymbol symbol)
    {
        Symbol = symbol;
        Members = [.. FindMembers(symbol).OrderBy(static member => member.Id)];
        BaseType = FindBase(symbol);
        Constructor = symbol.IsValueType || symbol.IsAbstract
            ? null
            : symbol.InstanceConstructors.FirstOrDefault(static candidate => candidate.Parameters.IsEmpty);
    }

    public INamedTypeSymbol Symbol { get; }

    public IReadOnlyList<SerializedMember> Members { get; }

    /// <summary>The nearest base class whose members are written before those of this class.</summary>
    public INamedTypeSymbol? BaseType { get; }

    /// <summary>The constructor without parameters; null if instances begin with all members at their defaults.</summary>
    public IMethodSymbol? Constructor { get; }

    /// <summary>True if plain code can call <see cref="Constructor"/>.</summary>
    public bool CanCallConstructor =>
        Constructor is not null && Constructor.IsReachable(Symbol.ContainingAssembly) && !HasRequiredMembers(Symbol);

    /// <summary>
    /// True if a member that is not in the message is certain to have its type's default value, so that such values need
    /// not be written: no constructor or initializer has run.
    /// </summary>
    public bool OmitsDefaults => Symbol.IsValueType || (Symbol.IsSealed && Constructor is null);

    public bool IsTracked => !Symbol.Has(Names.SuppressReferenceTracking);

    /// <summary>Names like "Outer_Inner", for generated classes.</summary>
    public string FlatName => string.Join("_", Symbol.ContainingTypes().Select(static outer => outer.Name).Append(Symbol.Name));

    public static uint? IdOf(ISymbol member) => member.Attribute(Names.Id).Argument() as uint?;

    public static bool NumbersPublicProperties(INamedTypeSymbol type) =>
        type.Attribute(Names.GenerateSerializer)?.NamedArguments
            .Any(static argument => argument.Key == "GenerateFieldIds" && argument.Value.Value is 1) == true;

    /// <summary>The parameters of a record's primary constructor that became properties.</summary>
    public static IReadOnlyList<IPropertySymbol> PositionalProperties(INamedTypeSymbol type)
    {
        if (!type.IsRecord)
        {
            return [];
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is RecordDeclarationSyntax { ParameterList.Parameters: var parameters })
            {
                return [.. parameters
                    .Select(parameter => type.GetMembers(parameter.Identifier.ValueText).OfType<IPropertySymbol>().FirstOrDefault())
                    .OfType<IPropertySymbol>()
                    .Where(property => property.DeclaringSyntaxReferences.Any(static at => at.GetSyntax() is ParameterSyntax))];
            }
        }

        return [];
    }

    private static IEnumerable<SerializedMember> FindMembers(INamedTypeSymbol type)
    {
        var positional = PositionalProperties(type);
        var numbersProperties = NumbersPublicProperties(type);
        foreach (var member in type.GetMembers())
        {
            if (member.IsStatic || member.IsAbstract)
            {
                continue;
            }

            var id = IdOf(member);
            switch (member)
            {
                case IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } field when id is not null:
                    yield return SerializedMember.OfField(type, field, id.Value);
                    break;
                case IPropertySymbol { IsIndexer: false } property:
                    id ??= IdOfPositional(positional, property)
                        ?? (numbersProperties && property.DeclaredAccessibility == Accessibility.Public && property.SetMethod is not null
                            ? GrainMethod.Hash(property.Name) : null);
                    if (id is not null && (property.SetMethod is not null || SerializedMember.IsAuto(property)))
                    {
                        yield return SerializedMember.OfProperty(type, property, id.Value);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static uint? IdOfPositional(IReadOnlyList<IPropertySymbol> positional, IPropertySymbol property)
    {
        for (var index = 0; index < positional.Count; index++)
        {
            if (SymbolEqualityComparer.Default.Equals(positional[index], property))
            {
                return FirstPositionalId + (uint)index;
            }
        }

        return null;
    }

    private static INamedTypeSymbol? FindBase(INamedTypeSymbol type)
    {
        if (type.IsValueType)
        {
            return null;
        }

        var candidate = type.BaseType;
        while (candidate is not null && candidate.Has(Names.SerializerTransparent))
        {
            candidate = candidate.BaseType;
        }

        return candidate is null || candidate.SpecialType == SpecialType.System_Object ? null : candidate;
    }

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate.GetMembers().Any(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }

        return false;
    }
}
