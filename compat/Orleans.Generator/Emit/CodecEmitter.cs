using Orleans.Generator.Model;

namespace Orleans.Generator.Emit;

/// <summary>Emits the codec of a serializable class or struct.</summary>
internal static class CodecEmitter
{
    public static void Emit(SourceWriter source, SerializableType type)
    {
        var symbol = type.Symbol;
        var name = symbol.FullName();
        var parameters = symbol.AllTypeParameters();
        var codecName = $"Codec_{type.FlatName}";
        var baseClass = symbol.IsValueType ? "StructCodec" : type.IsTracked ? "ClassCodec" : "UntrackedClassCodec";
        var values = new ValueEmitter();
        using (source.OpenClass(
            $"internal sealed class {codecName}{parameters.ListInBrackets()} : {Names.StandIn}.{baseClass}<{name}>{parameters.Constraints()}"))
        {
            source.Line($"private readonly {Names.CodecProvider} _provider;");
            source.Line($"public {codecName}({Names.CodecProvider} provider) => _provider = provider;");
            EmitBaseCodec(source, type);
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

    /// <summary>The statement that makes a new object, for codecs and copiers.</summary>
    public static void EmitCreate(SourceWriter source, SerializableType type)
    {
        var name = type.Symbol.FullName();
        var expression = type.Symbol.IsAbstract ? "ThrowAbstract()"
            : type.CanCallConstructor ? $"new {name}()"
            : type.Constructor is not null ? "Construct()"
            : $"{Names.GeneratedCode}.CreateUninitialized<{name}>()";
        source.Line($"protected override {name} Create() => {expression};");
        if (type is { Constructor: not null, CanCallConstructor: false })
        {
            source.Line("[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Constructor)]");
            source.Line($"private static extern {name} Construct();");
        }
    }

    private static void EmitBaseCodec(SourceWriter source, SerializableType type)
    {
        if (type.BaseType?.FullName() is { } baseName)
        {
            var codec = $"{Names.StandIn}.ClassCodec<{baseName}>";
            source.Line($"private {codec} _base;");
            source.Line($"private {codec} Base => _base ??= {Names.GeneratedCode}.GetBaseCodec<{baseName}>(_provider);");
        }
    }

    private static void EmitStruct(SourceWriter source, SerializableType type, ValueEmitter values, string name)
    {
        using (source.Open($"protected override void WriteMembers(ref {Names.StandIn}.MessageWriter writer, ref {name} value)"))
        {
            EmitWrites(source, type, values);
        }

        using (source.Open($"protected override void ReadMembers(ref {Names.StandIn}.MessageReader reader, ref {name} value)"))
        {
            EmitReads(source, type, values, "reader.NextField(out var fieldId, out var wireType)");
        }
    }

    private static void EmitClass(SourceWriter source, SerializableType type, ValueEmitter values, string name)
    {
        EmitCreate(source, type);
        using (source.Open($"public override void WriteMembers(ref {Names.StandIn}.MessageWriter writer, {name} value)"))
        {
            if (type.BaseType is not null)
            {
                source.Line("Base.WriteMembers(ref writer, value);");
                source.Line("writer.EndBase();");
            }

            EmitWrites(source, type, values);
        }

        using (source.Open($"public override void ReadMembers(ref {Names.StandIn}.MessageReader reader, {name} value, bool isBase)"))
        {
            if (type.BaseType is not null)
            {
                source.Line("Base.ReadMembers(ref reader, value, true);");
            }

            EmitReads(
                source,
                type,
                values,
                "isBase ? reader.NextBaseField(out var fieldId, out var wireType) : reader.NextField(out fieldId, out wireType)");
        }
    }

    private static void EmitWrites(SourceWriter source, SerializableType type, ValueEmitter values)
    {
        foreach (var member in type.Members)
        {
            var value = member.Get("value");
            var write = values.Write(member.Type, member.Id, value);
            var condition = type.OmitsDefaults ? ValueEmitter.IsNotDefault(member.Type, value) : null;
            source.Line(condition is null ? write : $"if ({condition}) {write}");
        }
    }

    private static void EmitReads(SourceWriter source, SerializableType type, ValueEmitter values, string next)
    {
        using (source.Open($"while ({next})"))
        using (source.Open("switch (fieldId)"))
        {
            foreach (var member in type.Members)
            {
                source.Line($"case {member.Id}: {member.Set("value", values.Read(member.Type))} break;");
            }

            source.Line("default: reader.Skip(wireType); break;");
        }
    }
}
