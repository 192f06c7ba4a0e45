using Microsoft.CodeAnalysis;

namespace Orleans.Generator.Model;

/// <summary>
/// A field or property that is written and read, with the expressions that get and set it. Where C# would not let
/// generated code in (private, readonly, init), an accessor method that the run-time provides does.
/// </summary>
internal sealed class SerializedMember
{
    private readonly INamedTypeSymbol _owner;
    private readonly string? _fieldToAccess;
    private readonly string? _setterToAccess;
    private readonly string? _getterToAccess;

    private SerializedMember(INamedTypeSymbol owner, ISymbol symbol, ITypeSymbol type, uint id, bool isSettable)
    {
        _owner = owner;
        Symbol = symbol;
        Type = type;
        Id = id;
        IsShallow = symbol.Has(Names.Immutable) || ShallowTypes.Contains(type);
        var assembly = owner.ContainingAssembly;
        if (symbol is IFieldSymbol field)
        {
            if (field.IsReadOnly || !field.IsReachable(assembly))
            {
                _fieldToAccess = field.Name;
            }

            return;
        }

        var property = (IPropertySymbol)symbol;
        var canGet = property.GetMethod?.IsReachable(assembly) == true && property.IsReachable(assembly);
        var canSet = property.SetMethod is { IsInitOnly: false } setter && setter.IsReachable(assembly) && property.IsReachable(assembly);
        if (canGet && canSet)
        {
            return;
        }

        if (IsAuto(property))
        {
            _fieldToAccess = $"<{property.Name}>k__BackingField";
            return;
        }

        _getterToAccess = canGet ? null : property.GetMethod?.Name;
        _setterToAccess = canSet || !isSettable ? null : property.SetMethod?.Name;
    }

    public ISymbol Symbol { get; }

    public ITypeSymbol Type { get; }

    public uint Id { get; }

    /// <summary>True if a copy shares the value.</summary>
    public bool IsShallow { get; }

    public static SerializedMember OfField(INamedTypeSymbol owner, IFieldSymbol field, uint id) =>
        new(owner, field, field.Type, id, isSettable: true);

    public static SerializedMember OfProperty(INamedTypeSymbol owner, IPropertySymbol property, uint id) =>
        new(owner, property, property.Type, id, property.SetMethod is not null || IsAuto(property));

    /// <summary>True if the compiler made a field for the property.</summary>
    public static bool IsAuto(IPropertySymbol property) => BackingField(property) is not null;

    public static IFieldSymbol? BackingField(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>The expression that reads the member of <paramref name="instance"/>.</summary>
    public string Get(string instance) =>
        _fieldToAccess is not null ? $"{AccessorName("Field")}({ByRef}{instance})"
        : _getterToAccess is not null ? $"{AccessorName("Get")}({ByRef}{instance})"
        : $"{instance}.{Escape(Symbol.Name)}";

    /// <summary>The statement that sets the member of <paramref name="instance"/>.</summary>
    public string Set(string instance, string value) =>
        _fieldToAccess is not null ? $"{AccessorName("Field")}({ByRef}{instance}) = {value};"
        : _setterToAccess is not null ? $"{AccessorName("Set")}({ByRef}{instance}, {value});"
        : $"{instance}.{Escape(Symbol.Name)} = {value};";

    /// <summary>The accessor methods that the expressions call.</summary>
    public IEnumerable<string> Accessors()
    {
        var instance = $"{ByRef}{_owner.FullName()} instance";
        if (_fieldToAccess is not null)
        {
            yield return Accessor("Field", _fieldToAccess);
            yield return $"private static extern ref {Type.FullName()} {AccessorName("Field")}({instance});";
        }

        if (_getterToAccess is not null)
        {
            yield return Accessor("Method", _getterToAccess);
            yield return $"private static extern {Type.FullName()} {AccessorName("Get")}({instance});";
        }

        if (_setterToAccess is not null)
        {
            yield return Accessor("Method", _setterToAccess);
            yield return $"private static extern void {AccessorName("Set")}({instance}, {Type.FullName()} value);";
        }
    }

    public static string Escape(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    private string ByRef => _owner.IsValueType ? "ref " : "";

    private static string Accessor(string kind, string name) =>
        "[global::System.Runtime.CompilerServices.UnsafeAccessor("
        + $"global::System.Runtime.CompilerServices.UnsafeAccessorKind.{kind}, Name = {name.Literal()})]";

    private string AccessorName(string kind) => $"{kind}_{Symbol.Name}";
}
