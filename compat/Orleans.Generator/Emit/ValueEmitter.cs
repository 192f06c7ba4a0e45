using Microsoft.CodeAnalysis;
using Orleans.Generator.Model;

namespace Orleans.Generator.Emit;

/// <summary>
/// Emits the statements that write, read and copy values of the members' types: numbers and strings directly, others
/// through codecs and copiers, which the emitted class looks up when first used.
/// </summary>
internal sealed class ValueEmitter
{
    private readonly List<string> _codecTypes = [];
    private readonly List<string> _copierTypes = [];

    public string Write(ITypeSymbol type, uint id, string value) => type.SpecialType switch
    {
        SpecialType.System_Boolean => $"writer.WriteBoolean({id}, {value});",
        SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_Char => $"writer.WriteUInt32({id}, {value});",
        SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 => $"writer.WriteInt32({id}, {value});",
        SpecialType.System_Int64 => $"writer.WriteInt64({id}, {value});",
        SpecialType.System_UInt64 => $"writer.WriteUInt64({id}, {value});",
        SpecialType.System_Single => $"writer.WriteSingle({id}, {value});",
        SpecialType.System_Double => $"writer.WriteDouble({id}, {value});",
        SpecialType.System_String => $"writer.WriteString({id}, {value});",
        _ => $"{Codec(type)}.Write(ref writer, {id}, {value});",
    };

    public string Read(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "reader.ReadBoolean(wireType)",
        SpecialType.System_Byte => "checked((byte)reader.ReadUInt32(wireType))",
        SpecialType.System_UInt16 => "checked((ushort)reader.ReadUInt32(wireType))",
        SpecialType.System_Char => "checked((char)reader.ReadUInt32(wireType))",
        SpecialType.System_UInt32 => "reader.ReadUInt32(wireType)",
        SpecialType.System_SByte => "checked((sbyte)reader.ReadInt32(wireType))",
        SpecialType.System_Int16 => "checked((short)reader.ReadInt32(wireType))",
        SpecialType.System_Int32 => "reader.ReadInt32(wireType)",
        SpecialType.System_Int64 => "reader.ReadInt64(wireType)",
        SpecialType.System_UInt64 => "reader.ReadUInt64(wireType)",
        SpecialType.System_Single => "reader.ReadSingle(wireType)",
        SpecialType.System_Double => "reader.ReadDouble(wireType)",
        SpecialType.System_String => "reader.ReadString(wireType)",
        _ => $"{Codec(type)}.Read(ref reader, wireType)",
    };

    public string Copy(ITypeSymbol type, string value) => $"{Copier(type)}.DeepCopy({value}, context)";

    /// <summary>The condition under which a value is not its type's default; null if there is no cheap one.</summary>
    public static string? IsNotDefault(ITypeSymbol type, string value)
    {
        if (type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return $"{value} is not null";
        }

        // Comparing numbers by == would take -0.0 for 0.0.
        return type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_Boolean
            or (>= SpecialType.System_Char and <= SpecialType.System_UInt64)
            ? $"{value} != default" : null;
    }

    /// <summary>The fields and properties that hold the codecs and copiers.</summary>
    public void EmitFields(SourceWriter source)
    {
        for (var index = 0; index < _codecTypes.Count; index++)
        {
            var codec = $"{Names.StandIn}.Codec<{_codecTypes[index]}>";
            source.Line($"private {codec} _codec{index};");
            source.Line($"private {codec} Codec{index} => _codec{index} ??= {Names.GeneratedCode}.GetCodec<{_codecTypes[index]}>(_provider);");
        }

        for (var index = 0; index < _copierTypes.Count; index++)
        {
            var copier = $"{Names.Cloning}.IDeepCopier<{_copierTypes[index]}>";
            source.Line($"private {copier} _copier{index};");
            source.Line($"private {copier} Copier{index} => _copier{index} ??= {Names.GeneratedCode}.GetCopier<{_copierTypes[index]}>(_provider);");
        }
    }

    private static int IndexOf(List<string> types, ITypeSymbol type)
    {
        var name = type.FullName();
        var index = types.IndexOf(name);
        if (index < 0)
        {
            index = types.Count;
            types.Add(name);
        }

        return index;
    }

    private string Codec(ITypeSymbol type) => $"Codec{IndexOf(_codecTypes, type)}";

    private string Copier(ITypeSymbol type) => $"Copier{IndexOf(_copierTypes, type)}";
}
