using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Orleans.Generator.Model;

namespace Orleans.Generator.Rules;

/// <summary>Refuses serializable types of which a member would be lost, mixed up or impossible to restore.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SerializableTypeAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RuleDescriptors.MissingId,
        RuleDescriptors.AbstractOrStaticMember,
        RuleDescriptors.DuplicateAlias,
        RuleDescriptors.DuplicateId,
        RuleDescriptors.NoSetter,
        RuleDescriptors.Inaccessible,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var aliases = new ConcurrentDictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
            start.RegisterSymbolAction(symbol => Analyze(symbol, aliases), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentDictionary<string, INamedTypeSymbol> aliases)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.AliasOf() is { } alias
            && aliases.GetOrAdd(alias, type) is { } other
            && !SymbolEqualityComparer.Default.Equals(other, type))
        {
            // Analysis runs in parallel: which of the two came first here is chance, which one stands first in the source is not.
            var (culprit, first) = StandsBefore(type, other) ? (other, type) : (type, other);
            context.Report(RuleDescriptors.DuplicateAlias, culprit, alias, culprit, first);
        }

        if (!type.Has(Names.GenerateSerializer))
        {
            return;
        }

        if (!type.IsNameable())
        {
            context.Report(RuleDescriptors.Inaccessible, type, type);
        }

        if (type.TypeKind is TypeKind.Class or TypeKind.Struct && !type.IsGrainClass())
        {
            AnalyzeMembers(context, type);
        }
    }

    private static bool StandsBefore(ISymbol left, ISymbol right)
    {
        var (leftPlace, rightPlace) = (left.Locations[0].GetLineSpan(), right.Locations[0].GetLineSpan());
        var byFile = string.CompareOrdinal(leftPlace.Path, rightPlace.Path);
        return byFile == 0 ? leftPlace.StartLinePosition < rightPlace.StartLinePosition : byFile < 0;
    }

    private static void AnalyzeMembers(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var positional = new HashSet<ISymbol>(SerializableType.PositionalProperties(type), SymbolEqualityComparer.Default);
        var numbersProperties = SerializableType.NumbersPublicProperties(type);
        var ids = new Dictionary<uint, ISymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is not (IFieldSymbol { IsImplicitlyDeclared: false, IsConst: false } or IPropertySymbol { IsIndexer: false })
                || member is IPropertySymbol { IsImplicitlyDeclared: true })
            {
                continue;
            }

            if (SerializableType.IdOf(member) is { } id)
            {
                AnalyzeNumbered(context, type, member, id, ids);
            }
            else if (HoldsState(member) && !positional.Contains(member) && !(numbersProperties && member is IPropertySymbol))
            {
                context.Report(RuleDescriptors.MissingId, member, member.Name, type);
            }
        }
    }

    private static void AnalyzeNumbered(
        SymbolAnalysisContext context, INamedTypeSymbol type, ISymbol member, uint id, Dictionary<uint, ISymbol> ids)
    {
        if (member.IsAbstract || member.IsStatic)
        {
            context.Report(RuleDescriptors.AbstractOrStaticMember, member, member, member.IsAbstract ? "abstract" : "static");
            return;
        }

        if (member is IPropertySymbol { SetMethod: null } property && !SerializedMember.IsAuto(property))
        {
            context.Report(RuleDescriptors.NoSetter, member, member.Name);
        }

        if (ids.TryGetValue(id, out var other))
        {
            context.Report(RuleDescriptors.DuplicateId, member, member.Name, id, other.Name, type);
        }
        else
        {
            ids.Add(id, member);
        }
    }

    /// <summary>A field, or a property with a field, that is not exempted.</summary>
    private static bool HoldsState(ISymbol member)
    {
        if (member.IsStatic)
        {
            return false;
        }

        var field = member as IFieldSymbol ?? (member is IPropertySymbol property ? SerializedMember.BackingField(property) : null);
        return field is not null && !IsNonSerialized(field);
    }

    // The compiler turns the attribute into metadata, where only the flag of the field is left.
    private static bool IsNonSerialized(IFieldSymbol field) =>
        field.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("System.NonSerializedAttribute"));
}
