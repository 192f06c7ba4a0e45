using Orleans.Generator.Model;

namespace Orleans.Generator.Emit;

/// <summary>Emits the copier of a serializable class or struct.</summary>
internal static class CopierEmitter
{
    public static void Emit(SourceWriter source, SerializableType type)
    {
        var symbol = type.Symbol;
        var name = symbol.FullName();
        var parameters = symbol.AllTypeParameters();
        var copierName = $"Copier_{type.FlatName}";
        var baseClass = symbol.IsValueType ? $"{Names.StandIn}.StructCopier<{name}>" : $"{Names.StandIn}.ClassCopier<{name}>";
        var values = new ValueEmitter();
        using (source.OpenClass($"internal sealed class {copierName}{parameters.ListInBrackets()} : {baseClass}{parameters.Constraints()}"))
        {
            source.Line($"private readonly {Names.CodecProvider} _provider;");
            source.Line($"public {copierName}({Names.CodecProvider} provider) => _provider = provider;");
            if (symbol.IsValueType)
            {
                EmitStruct(source, type, values, name);
            }
            else
            {
                EmitClass(source, type, values, name);
            }

            values.EmitFields(source);
            foreach (var line in type.Members.SelectMany(static member => member.Accessors()))
            {
                source.Line(line);
            }
        }
    }

    /// <summary>True if a copy is the value itself.</summary>
    private static bool IsShallow(SerializableType type) => type.Members.All(static member => member.IsShallow);

    private static void EmitStruct(SourceWriter source, SerializableType type, ValueEmitter values, string name)
    {
        // Members that are not serialized are not copied either, so only a struct of shallow members alone is itself.
        var isShallow = IsShallow(type) && type.Symbol.GetMembers().OfType<Microsoft.CodeAnalysis.IFieldSymbol>()
            .Where(static field => !field.IsStatic)
            .All(field => type.Members.Any(member => Microsoft.CodeAnalysis.SymbolEqualityComparer.Default.Equals(
                member.Symbol, field.AssociatedSymbol ?? field)));
        source.Line($"public override bool IsShallowCopyable() => {(isShallow ? "true" : "false")};");
        using (source.Open($"public override {name} DeepCopy({name} input, {Names.Cloning}.CopyContext context)"))
        {
            if (isShallow)
            {
                source.Line("return input;");
                return;
            }

            source.Line($"{name} output = default;");
            EmitMembers(source, type, values);
            source.Line("return output;");
        }
    }

    private static void EmitClass(SourceWriter source, SerializableType type, ValueEmitter values, string name)
    {
        if (type.BaseType?.FullName() is { } baseName)
        {
            var copier = $"{Names.Cloning}.IBaseCopier<{baseName}>";
            source.Line($"private {copier} _base;");
            source.Line($"private {copier} Base => _base ??= {Names.GeneratedCode}.GetBaseCopier<{baseName}>(_provider);");
        }

        CodecEmitter.EmitCreate(source, type);
        if (type.Symbol.Has(Names.Immutable))
        {
            source.Line("protected override bool IsImmutable => true;");
        }

        using (source.Open($"public override void DeepCopy({name} input, {name} output, {Names.Cloning}.CopyContext context)"))
        {
            if (type.BaseType is not null)
            {
                source.Line("Base.DeepCopy(input, output, context);");
            }

            EmitMembers(source, type, values);
        }
    }

    private static void EmitMembers(SourceWriter source, SerializableType type, ValueEmitter values)
    {
        foreach (var member in type.Members)
        {
            var value = member.Get("input");
            source.Line(member.Set("output", member.IsShallow ? value : values.Copy(member.Type, value)));
        }
    }
}
